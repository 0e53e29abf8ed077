// A sheet's check: one run at a time, shared by all who wait for it, and after it that of the host's functions.
import type { CheckResult, EngineSheet, Issue } from "../api/engine.js";
import { SheethookError, throwIfAborted } from "../api/error.js";
import type { JobOptions, Progress } from "../api/types.js";
import { CheckRun } from "./check-run.js";
import { feeding } from "./feed.js";
import type { HostChecks } from "./host-checks.js";
import type { Source } from "./source.js";

/** With issues streamed, so many bytes are checked at a time. */
const STREAM_BYTES = 1 << 10;

/** What the command asks for beyond what a page may. */
export interface IssueOptions {
  /** Gets every issue, in the order of rows. */
  onIssues?: (issues: Issue[]) => void | Promise<void>;
}

export class Checking {
  readonly #engine: EngineSheet;
  readonly #source: Source;
  #run: CheckRun | undefined;
  /** Whether the last run has failed, so that the next begins anew. */
  #hasFailed = false;
  #isClosed = false;
  /** None where the host has no functions of its own. */
  #host: HostChecks | undefined;
  #hostRun: CheckRun<void> | undefined;

  constructor(engine: EngineSheet, source: Source) {
    this.#engine = engine;
    this.#source = source;
  }

  /** Has the host's functions called after each check. */
  callHost(host: HostChecks): void {
    this.#host = host;
  }

  /** Whether all is known that the engine itself finds. */
  get isDone(): boolean {
    return this.#engine.checkState() === "done";
  }

  /** Throws when the sheet has been closed. */
  refuseClosed(): void {
    if (this.#isClosed) throw new SheethookError("closed");
  }

  /** What the engine finds, and the host's functions. */
  async all(options: JobOptions & IssueOptions = {}): Promise<CheckResult> {
    for (;;) {
      const known = await this.known(options);
      const { isDone } = this;
      if (!this.#host) {
        if (isDone) return known;
      } else {
        if (isDone && !this.#host.waits && this.#hostRun?.ended !== false) return this.#engine.result();
        await this.#runHost()?.join(options);
      }
    }
  }

  /** What the engine itself finds, and what the host's functions have reported by now. */
  async known(options: JobOptions & IssueOptions = {}): Promise<CheckResult> {
    this.refuseClosed();
    return this.run(options.onIssues).join(options);
  }

  /** The run that is on, or has ended; a new one where there is none. */
  run(onIssues?: IssueOptions["onIssues"]): CheckRun {
    if (!this.#run || this.#run.spoilt || onIssues) {
      this.#run?.stop();
      this.#run = new CheckRun((onProgress, signal) => this.#check(onProgress, signal, onIssues));
    }
    return this.#run;
  }

  /** Has what was changed checked again. */
  again(): Promise<CheckResult> {
    this.#run = new CheckRun((onProgress, signal) => this.#check(onProgress, signal));
    return this.#run.join();
  }

  /** Forgets the run: the columns are fed by something else. */
  forget(): void {
    this.#run?.stop();
    this.#run = undefined;
  }

  stopHost(): void {
    this.#hostRun?.stop();
  }

  close(): void {
    this.#isClosed = true;
    this.#run?.stop();
    this.stopHost();
  }

  /** The run of the host's functions that is on; a new one where there is none and there is something to do. */
  #runHost(): CheckRun<void> | undefined {
    const host = this.#host;
    const isOn = this.#hostRun && !this.#hostRun.ended && !this.#hostRun.spoilt;
    if (host && !isOn && !this.#isClosed) {
      this.#hostRun = new CheckRun((onProgress, signal) => host.run(onProgress, signal));
    }
    return this.#hostRun;
  }

  /** Begins to check all rows, or goes on with what is left, and gives the engine what it wants. */
  async #check(
    onProgress: (progress: Progress) => void,
    signal: AbortSignal,
    onIssues?: IssueOptions["onIssues"],
  ): Promise<CheckResult> {
    const engine = this.#engine;
    const isNew = onIssues !== undefined || this.#hasFailed || engine.checkState() === "none";
    if (isNew) engine.startCheck(onIssues !== undefined);
    this.#hasFailed = true;
    // A file may have a hundred issues a byte: who wants them all gets them as they come.
    const step = onIssues && STREAM_BYTES;
    try {
      for await (const at of feeding(engine, this.#source, { signal, step })) {
        await onIssues?.(engine.takeIssues());
        onProgress({ phase: "check", records: engine.records(), ...this.#source.progress(at) });
      }
      throwIfAborted(signal);
      await onIssues?.(engine.takeIssues());
    } catch (error) {
      // One that is only stopped can go on where it was.
      this.#hasFailed = !signal.aborted || onIssues !== undefined;
      throw error;
    }
    this.#hasFailed = false;
    const result = engine.result();
    // Off the check, after it.
    queueMicrotask(() => this.#runHost());
    return result;
  }
}
