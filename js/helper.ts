// A file in, workers of the worker's own kind out that check its segments and make its pages.
import { type Remote as Proxied, transfer, wrap } from "comlink";
import { Calls } from "./calls.js";
import type { Helper } from "./driver/helpers.js";
import type { HelpSetup, Segment, Stretch } from "./driver/helping.js";
import type { Memory } from "./driver/make-pages.js";
import type { Batch } from "./driver/page-run.js";
import { SheethookError } from "./error.js";

/** Where each WebAssembly module is, or what lies there; beside the worker where nothing is said. */
export interface From {
  wasm?: string | ArrayBuffer;
  restWasm?: string | ArrayBuffer;
  patternWasm?: string | ArrayBuffer;
}

/** What a worker does as a helper. */
interface HelperRemote {
  help(file: Blob, setup: HelpSetup, from: From): Promise<void>;
  checkSegment(segment: Segment): Promise<Memory | undefined>;
  makeStretch(stretch: Stretch, room: Memory): Promise<Batch>;
}

/** More would take memory, and wait for the file. */
const MOST_WORKERS = 16;

/** Nobody waits longer for a helper to be ready. */
const PATIENCE_MS = 5000;

/** So many helpers, where they can be had: as a worker's own address is all that is needed, mostly they can. */
export async function startHelpers(
  count: number,
  file: Blob,
  setup: HelpSetup,
  from: From,
): Promise<Helper[]> {
  const starting = Array.from({ length: count }, () => WorkerHelper.start(file, setup, from));
  const started = await Promise.allSettled(starting);
  return started.flatMap((helper) => (helper.status === "fulfilled" ? [helper.value] : []));
}

/** A helper for each core but one, which the page and the browser have; none where that is too few to be worth it. */
export function helpersFor(workers: number | undefined): number {
  if (workers !== undefined && (!Number.isInteger(workers) || workers < 1 || workers > MOST_WORKERS)) {
    const reason = `must be a whole number from 1 to ${MOST_WORKERS}, not ${workers}`;
    throw new SheethookError("bad-option", { option: "workers", reason });
  }
  const cores = navigator.hardwareConcurrency;
  const helpers = workers ?? (cores < 4 ? 1 : Math.min(cores - 1, 3));
  return helpers > 1 ? helpers : 0;
}

class WorkerHelper implements Helper {
  readonly #worker: Worker;
  readonly #remote: Proxied<HelperRemote>;
  readonly #calls = new Calls();

  private constructor() {
    // The script tag's worker is no module, which has no address in it.
    this.#worker = new Worker(self.location.href, import.meta.url ? { type: "module" } : {});
    this.#worker.addEventListener("error", (event) => {
      // Else the page would hear that its own worker has failed.
      event.preventDefault();
      this.#calls.end(failed(event.message));
    });
    this.#remote = wrap<HelperRemote>(this.#worker);
  }

  static async start(file: Blob, setup: HelpSetup, from: From): Promise<Helper> {
    const helper = new WorkerHelper();
    const late = setTimeout(() => helper.#calls.end(failed("it was not ready in time")), PATIENCE_MS);
    try {
      await helper.#calls.ask(() => helper.#remote.help(file, setup, from));
      return helper;
    } catch (error) {
      helper.stop();
      throw error;
    } finally {
      clearTimeout(late);
    }
  }

  check(segment: Segment): Promise<Memory | undefined> {
    return this.#calls.ask(() => this.#remote.checkSegment(segment));
  }

  pages(stretch: Stretch, room: Memory): Promise<Batch> {
    return this.#calls.ask(() => this.#remote.makeStretch(stretch, transfer(room, [room.buffer])));
  }

  stop(): void {
    this.#worker.terminate();
    this.#calls.end(failed("it was stopped"));
  }
}

const failed = (reason: string) => new SheethookError("worker-failed", { reason });
