// One run of a check, shared by all who wait for it. It ends early only when nobody does any more.

import type { CheckResult } from "../api/engine.js";
import { SheethookError } from "../api/error.js";
import type { JobOptions, Progress } from "../api/types.js";

/** One run of the first pass, shared by all who asked for it while it runs or after it. */
export class CheckRun<T = CheckResult> {
  readonly #listeners = new Set<(progress: Progress) => void>();
  readonly #controller = new AbortController();
  readonly #result: Promise<T>;
  #waiting = 0;
  #ended = false;
  #failed = false;

  constructor(run: (onProgress: (progress: Progress) => void, signal: AbortSignal) => Promise<T>) {
    const tell = (progress: Progress) => {
      for (const listener of this.#listeners) listener(progress);
    };
    this.#result = run(tell, this.#controller.signal).finally(() => {
      this.#ended = true;
    });
    this.#result.catch(() => {
      this.#failed = true;
    });
  }

  /** Whether the run was stopped before its end or has failed, so that a new one is needed. */
  get spoilt(): boolean {
    return this.#controller.signal.aborted || this.#failed;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Waits for the run's end. */
  async join({ onProgress, signal }: JobOptions = {}): Promise<T> {
    const leave = withResolvers<never>();
    const onAbort = () => leave.reject(new SheethookError("aborted"));
    if (signal?.aborted) onAbort();
    signal?.addEventListener("abort", onAbort);
    const listener = (progress: Progress) => {
      try {
        onProgress?.(progress);
      } catch (error) {
        // Whoever throws while listening ends its own wait, and nobody else's.
        leave.reject(error);
      }
    };
    this.#listeners.add(listener);
    this.#waiting += 1;
    try {
      return await Promise.race([this.#result, leave.promise]);
    } finally {
      this.#waiting -= 1;
      signal?.removeEventListener("abort", onAbort);
      this.#listeners.delete(listener);
      if (this.#waiting === 0 && !this.#ended) this.stop();
    }
  }

  /** Resolves when there is progress or the run has ended. */
  async step(): Promise<void> {
    const { promise, resolve } = withResolvers<void>();
    const listener = () => resolve();
    this.#listeners.add(listener);
    this.#result.then(listener, listener);
    await promise;
    this.#listeners.delete(listener);
  }

  /** Stops the run; those who wait for it get `aborted`. */
  stop(): void {
    this.#controller.abort();
  }
}

/** Promise.withResolvers, which browsers have only since 2024. */
function withResolvers<T>() {
  let resolve!: (value: T) => void;
  let reject!: (reason: unknown) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
