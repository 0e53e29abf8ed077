// A file in, workers of the worker's own kind out that check its segments and make its pages.
import { type Remote as Proxied, transfer, wrap } from "comlink";
import type { Helper } from "./driver/helpers.js";
import type { HelpSetup, Segment, Stretch } from "./driver/helping.js";
import type { Memory } from "./driver/make-pages.js";
import type { Batch } from "./driver/page-run.js";

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
  const cores = navigator.hardwareConcurrency;
  const most = workers ?? (cores < 4 ? 1 : Math.min(cores - 1, 4));
  return most > 1 ? most : 0;
}

class WorkerHelper implements Helper {
  readonly #worker: Worker;
  readonly #remote: Proxied<HelperRemote>;
  #end!: (reason: Error) => void;
  /** Rejects when the worker dies or is stopped. */
  readonly #ended = new Promise<never>((_, reject) => {
    this.#end = reject;
  });

  private constructor() {
    // The script tag's worker is no module, which has no address in it.
    this.#worker = new Worker(self.location.href, import.meta.url ? { type: "module" } : {});
    this.#worker.addEventListener("error", (event) => {
      // Else the page would hear that its own worker has failed.
      event.preventDefault();
      this.#end(new Error(event.message));
    });
    this.#ended.catch(() => {});
    this.#remote = wrap<HelperRemote>(this.#worker);
  }

  static async start(file: Blob, setup: HelpSetup, from: From): Promise<Helper> {
    const helper = new WorkerHelper();
    try {
      await Promise.race([helper.#remote.help(file, setup, from), helper.#ended]);
      return helper;
    } catch (error) {
      helper.stop();
      throw error;
    }
  }

  check(segment: Segment): Promise<Memory | undefined> {
    return Promise.race([this.#remote.checkSegment(segment), this.#ended]);
  }

  pages(stretch: Stretch, room: Memory): Promise<Batch> {
    const lent = transfer(room, [room.buffer]);
    return Promise.race([this.#remote.makeStretch(stretch, lent), this.#ended]);
  }

  stop(): void {
    this.#worker.terminate();
    this.#end(new Error("stopped"));
  }
}
