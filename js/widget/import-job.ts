// The state machine of one import, which emits the widget's events.
import {
  type CheckResult,
  createUploadId,
  type Mapping,
  type OpenOptions,
  openSheet,
  type Page,
  type Progress,
  type SendResult,
  type Sheet,
  SheethookError,
} from "../worker/client.js";
import type { Emit } from "./events.js";
import { faultOf, onInvalidOf, type Settings } from "./settings.js";

/** Rows that the review shows as they are in the file. */
const PREVIEW_ROWS = 5;

/** Errors that another file doesn't fix, only whoever made the page. */
const DEVELOPERS = new Set(["template-invalid", "bad-option", "worker-failed"]);

export type Check = { state: "running"; progress?: Progress } | { state: "done"; result: CheckResult };

/** What the person has said of how the file is read; the rest is found from the file. */
export type Reading = Pick<OpenOptions, "delimiter" | "encoding" | "headerRow">;

export type Review = {
  step: "review";
  file: File;
  sheet: Sheet;
  reading: Reading;
  /** Why the file could not be read as the person said last. */
  misread?: SheethookError;
  mapping: Mapping;
  preview: string[][];
  check: Check;
};

/** Where a sending is, or was when it ended. */
export type Sending = {
  file: File;
  checked: CheckResult;
  progress?: Progress;
  sentPages: number;
  totalPages: number;
};

export type Stage =
  | { step: "fault"; error: SheethookError }
  | { step: "choose"; problem?: { error: SheethookError; file?: File } }
  | { step: "opening"; file: File }
  | Review
  | ({ step: "sending" } & Sending)
  | ({ step: "stopped" } & Sending)
  | ({ step: "failed"; error: SheethookError } & Sending)
  | ({ step: "done"; result: SendResult } & Sending);

export interface JobHost {
  changed(): void;
  emit: Emit;
  /** True while somebody listens for data-imported. */
  collects(): boolean;
}

export class ImportJob {
  readonly settings: Settings;
  #host: JobHost;
  #stage: Stage = { step: "choose" };
  #sheet: Sheet | undefined;
  #abort = new AbortController();
  /** The sheet's work in its order: each job begins when the one before it has ended, or has been aborted. */
  #work: Promise<void> = Promise.resolve();
  /** What the person has asked for of the reading, which is not yet what the open sheet was read with. */
  #wanted: Reading = {};
  /** One id for all tries of a file, so that a receiver can tell a repeated page. */
  #uploadId: string | undefined;

  constructor(settings: Settings, host: JobHost) {
    this.settings = settings;
    this.#host = host;
    const error = faultOf(settings, host.collects());
    if (error) this.#fault(error);
  }

  get stage(): Stage {
    return this.#stage;
  }

  get sending(): boolean {
    return this.#stage.step === "sending";
  }

  /** Nothing can be sent: the check runs, or has found what the template doesn't let through, or left no record. */
  get blocked(): boolean {
    const stage = this.#stage;
    if (stage.step !== "review" || stage.check.state !== "done") return true;
    const { errors, records, totalRecords, questions } = stage.check.result;
    const blocks = onInvalidOf(this.settings.template) === "block" && errors > 0;
    return blocks || questions.length > 0 || (records > 0 && totalRecords === 0);
  }

  /** Back to the first step; whatever was open is closed. */
  restart(error?: SheethookError, file?: File): void {
    if (this.sending || this.#stage.step === "fault") return;
    this.#release();
    this.#set({ step: "choose", problem: error && { error, file } });
  }

  async choose(file: File): Promise<void> {
    if (this.sending || this.#stage.step === "fault") return;
    this.#release();
    const { signal } = this.#abort;
    this.#set({ step: "opening", file });
    try {
      await this.#open(file, {}, signal);
    } catch (error) {
      if (!signal.aborted) this.#refuse(error, file);
    }
  }

  /** Reads the same file in another way. Where that can't be done, the review says why and stays what it was. */
  reread(change: Reading): void {
    const before = this.#stage;
    if (before.step !== "review") return;
    const reading = { ...this.#wanted, ...change };
    this.#wanted = reading;
    const { signal } = this.#renew();
    this.#review({ check: { state: "running" } });
    this.#work = this.#work.then(async () => {
      if (signal.aborted) return;
      try {
        await this.#open(before.file, reading, signal);
      } catch (error) {
        if (signal.aborted) return;
        this.#wanted = before.reading;
        this.#review({ misread: asError(error) });
        this.#check(before.sheet);
      }
    });
  }

  /** Gives a column of the template a header of the file (or none), then checks again. */
  remap(key: string, header: number | null): void {
    const stage = this.#stage;
    if (stage.step !== "review") return;
    const changes: Record<string, number | null> = { [key]: header };
    // No header serves two columns: it moves to the one chosen last.
    for (const column of stage.mapping.columns) {
      if (header !== null && column.header === header && column.key !== key) changes[column.key] = null;
    }
    // A reading that is not done yet is given up, as its columns may be others.
    this.#wanted = stage.reading;
    this.#review({ misread: undefined });
    this.#check(stage.sheet, async (sheet) => {
      this.#review({ mapping: await sheet.setMapping(changes) }, sheet);
    });
  }

  /** Says how the cells of a column are to be read, where its rows don't decide; they are checked again. */
  decide(column: string, kind: string, value: string): void {
    const stage = this.#stage;
    if (stage.step === "review") this.#check(stage.sheet, (sheet) => sheet.decide(column, kind, value));
  }

  /** Sends the pages, or sends them again under the same upload id. */
  send(): void {
    const stage = this.#stage;
    const sheet = this.#sheet;
    let checked: CheckResult;
    if (stage.step === "review" && stage.check.state === "done" && !this.blocked)
      checked = stage.check.result;
    else if (stage.step === "failed" || stage.step === "stopped") checked = stage.checked;
    else return;
    if (!sheet) return;
    const { signal } = this.#renew();
    this.#uploadId ??= createUploadId();
    const uploadId = this.#uploadId;
    this.#set({ step: "sending", file: stage.file, checked, sentPages: 0, totalPages: 0 });
    this.#work = this.#work.then(() => this.#deliver(sheet, uploadId, signal));
  }

  /** Ends the sending; what has been sent stays sent. */
  stop(): void {
    const stage = this.#stage;
    if (stage.step !== "sending") return;
    this.#renew();
    this.#set({ ...stage, step: "stopped" });
    if (this.#uploadId) this.#host.emit("upload-terminate", { uploadId: this.#uploadId });
  }

  /** Ends everything and gives back the file and the worker. */
  close(): void {
    this.stop();
    this.#release();
  }

  /** Opens the file in place of what is open, and begins its review. */
  async #open(file: File, reading: Reading, signal: AbortSignal): Promise<void> {
    const { template, worker, wasm, patternWasm } = this.settings;
    const from = { worker, wasm, patternWasm };
    const sheet = await openSheet(file, { template, ...from, ...reading });
    try {
      const preview = await sheet.rows(0, PREVIEW_ROWS);
      if (signal.aborted) return void sheet.close();
      void this.#sheet?.close();
      this.#sheet = sheet;
      this.#wanted = reading;
      const { mapping } = sheet;
      this.#set({ step: "review", file, sheet, reading, mapping, preview, check: { state: "running" } });
    } catch (error) {
      void sheet.close();
      throw error;
    }
    this.#check(sheet);
  }

  /** Checks the sheet, after something was done to it. */
  #check(sheet: Sheet, before?: (sheet: Sheet) => Promise<unknown>): void {
    const { signal } = this.#renew();
    this.#review({ check: { state: "running" } });
    this.#work = this.#work.then(async () => {
      try {
        await before?.(sheet);
        if (signal.aborted) return;
        const onProgress = (progress: Progress) => {
          if (signal.aborted) return;
          this.#review({ check: { state: "running", progress } });
          this.#host.emit("progress", progress);
        };
        const { destination, extra } = this.settings;
        const chunkSize = destination?.chunkSize ?? this.settings.chunkSize;
        const result = await sheet.check({ signal, onProgress, pages: { chunkSize, extra } });
        if (!signal.aborted) this.#review({ check: { state: "done", result } });
      } catch (error) {
        const stage = this.#stage;
        if (!signal.aborted && stage.step === "review") this.#refuse(error, stage.file);
      }
    });
  }

  async #deliver(sheet: Sheet, uploadId: string, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const records: Record<string, unknown>[] | undefined = this.#host.collects() ? [] : undefined;
    try {
      const result = await sheet.send({
        ...this.#sendOptions(records),
        uploadId,
        signal,
        onStart: ({ totalPages }) => !signal.aborted && this.#start(uploadId, totalPages),
        onProgress: (progress) => !signal.aborted && this.#sent(progress),
      });
      const stage = this.#stage;
      if (signal.aborted || stage.step !== "sending") return;
      this.#set({
        ...stage,
        step: "done",
        result,
        sentPages: result.totalPages,
        totalPages: result.totalPages,
      });
      this.#release();
      this.#host.emit("upload-complete", result);
      if (records) this.#host.emit("data-imported", records);
    } catch (thrown) {
      const stage = this.#stage;
      if (signal.aborted || stage.step !== "sending") return;
      const error = asError(thrown);
      this.#set({ ...stage, step: "failed", error });
      this.#host.emit("upload-error", { uploadId, error });
    }
  }

  #sendOptions(records: Record<string, unknown>[] | undefined) {
    const { destination, authHeaderValue, extra, onPage, chunkSize } = this.settings;
    const receive = async (page: Page) => {
      await onPage?.(page);
      if (records) for (const record of page.json().data) records.push(record);
    };
    return {
      destination,
      authHeaderValue,
      extra,
      chunkSize,
      onPage: onPage || records ? receive : undefined,
    };
  }

  #sent(progress: Progress): void {
    const stage = this.#stage;
    if (stage.step !== "sending" || progress.phase !== "send") return;
    const totalPages = progress.totalPages ?? stage.totalPages;
    // With an attempt the page is under way; without one it has been taken.
    const { page = 0, attempt } = progress;
    const sentPages = attempt ? page - 1 : page;
    this.#set({ ...stage, progress, sentPages, totalPages });
    this.#host.emit("progress", progress);
  }

  #start(uploadId: string, totalPages: number): void {
    const stage = this.#stage;
    if (stage.step !== "sending") return;
    this.#set({ ...stage, totalPages });
    const { totalRecords } = stage.checked;
    this.#host.emit("upload-start", { uploadId, fileName: stage.file.name, totalRecords, totalPages });
  }

  #refuse(thrown: unknown, file: File): void {
    const error = asError(thrown);
    if (DEVELOPERS.has(error.code)) this.#fault(error);
    else this.restart(error, file);
  }

  #fault(error: SheethookError): void {
    this.#release();
    this.#set({ step: "fault", error });
    this.#host.emit("upload-error", { uploadId: null, error });
  }

  #review(change: Partial<Review>, sheet = this.#sheet): void {
    if (this.#stage.step === "review" && this.#stage.sheet === sheet)
      this.#set({ ...this.#stage, ...change });
  }

  #set(stage: Stage): void {
    this.#stage = stage;
    this.#host.changed();
  }

  #renew(): AbortController {
    this.#abort.abort();
    this.#abort = new AbortController();
    return this.#abort;
  }

  #release(): void {
    this.#renew();
    void this.#sheet?.close();
    this.#sheet = undefined;
    this.#uploadId = undefined;
  }
}

function asError(thrown: unknown): SheethookError {
  if (thrown instanceof SheethookError) return thrown;
  // What the page's own onPage or authHeaderValue threw.
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return new SheethookError("internal", { reason }, { cause: thrown });
}
