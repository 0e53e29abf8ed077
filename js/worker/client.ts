// A file of the user's in, a sheet out whose engine runs in a worker.

import { type Remote as Proxied, proxy, releaseProxy, transfer, wrap } from "comlink";
import { byteStream } from "../api/byte-stream.js";
import type { RecordOf } from "../api/define-template.js";
import type {
  Cause,
  CheckResult,
  Mapping,
  Operation,
  OptionMatches,
  Template,
  ViewRow,
} from "../api/engine.js";
import { SheethookError } from "../api/error.js";
import type { Mend } from "../api/fixes.js";
import type { MappingChange } from "../api/mapping.js";
import { type AnyRecord, bringGarbage, Page, type PageFacts } from "../api/page.js";
import type { Recipe } from "../api/recipe.js";
import type {
  CheckOptions,
  CsvOptions,
  Dialect,
  OpenOptions,
  PagesOptions,
  Progress,
  SendOptions,
  Sheet,
  ViewOptions,
  WorkerOptions,
} from "../api/types.js";
import { hostFunctions } from "../driver/host-functions.js";
import { HostSide } from "../driver/host-remote.js";
import { Calls, revived } from "./calls.js";
import { type Memory, PagePool } from "./page-pool.js";
import type { Remote } from "./worker.js";

export * from "../api/public.js";
export type { WorkerOptions } from "../api/types.js";

/** Pages in one message, however small: a message costs about as much as making a page. */
const MOST_PAGES = 64;

/** Batches of pages that are asked for ahead of what is used: one that is made, one that waits. */
const AHEAD = 2;

/** Opens a file: reads its header and matches it to the template. The rest is read by what the sheet is asked for. */
export async function openSheet<const T extends Template = Template>(
  file: Blob,
  options: OpenOptions<T> & WorkerOptions = {},
): Promise<Sheet<RecordOf<T>>> {
  const { worker: startWorker = defaultWorker, wasm, patternWasm, validate, transform, ...plain } = options;
  const host = validate || transform ? new HostSide(hostFunctions(options)) : undefined;
  let worker: Worker;
  try {
    worker = startWorker();
  } catch (cause) {
    throw new SheethookError("worker-failed", { reason: String(cause) }, { cause });
  }
  const calls = new Calls();
  worker.addEventListener("error", (event) => {
    const reason = event.message || "the script could not be loaded";
    calls.end(new SheethookError("worker-failed", { reason }));
  });
  const remote = wrap<Remote>(worker);
  try {
    return new WorkerSheet(
      worker,
      remote,
      await calls.ask(() => remote.open(file, plain, { wasm, patternWasm }, host && proxy(host))),
      calls,
      host,
    );
  } catch (error) {
    worker.terminate();
    throw error;
  }
}

function defaultWorker(): Worker {
  return new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
}

class WorkerSheet<R = AnyRecord> implements Sheet<R> {
  readonly header: string[];
  readonly dialect: Dialect;
  #mapping: Mapping;
  readonly #worker: Worker;
  readonly #remote: Proxied<Remote>;
  readonly #calls: Calls;
  readonly #host: HostSide | undefined;
  #jobs = 0;
  #closed = false;

  constructor(
    worker: Worker,
    remote: Proxied<Remote>,
    facts: { header: string[]; mapping: Mapping; dialect: Dialect },
    calls: Calls,
    host: HostSide | undefined,
  ) {
    this.#host = host;
    this.#worker = worker;
    this.#remote = remote;
    this.header = facts.header;
    this.dialect = facts.dialect;
    this.#mapping = facts.mapping;
    this.#calls = calls;
  }

  get mapping(): Mapping {
    return this.#mapping;
  }

  async setMapping(changes: Record<string, MappingChange>): Promise<Mapping> {
    this.#mapping = await this.#calls.ask(() => this.#remote.setMapping(changes));
    return this.#mapping;
  }

  async check({ onProgress, signal, pages }: CheckOptions = {}): Promise<CheckResult> {
    return this.#telling(onProgress, (tell) =>
      this.#job(signal, (job) => this.#remote.check(job, tell, pages && expected(pages))),
    );
  }

  async rows(start: number, count: number): Promise<string[][]> {
    return this.#calls.ask(() => this.#remote.rows(start, count));
  }

  async count(view: ViewOptions = {}): Promise<number> {
    return this.#calls.ask(() => this.#remote.count(view));
  }

  async view(view: ViewOptions, start: number, count: number): Promise<ViewRow[]> {
    return this.#calls.ask(() => this.#remote.view(view, start, count));
  }

  async causes(most = 20): Promise<Cause[]> {
    return this.#calls.ask(() => this.#remote.causes(most));
  }

  async optionMatches(column: string): Promise<OptionMatches> {
    return this.#calls.ask(() => this.#remote.optionMatches(column));
  }

  async decide(column: string, kind: string, value: string): Promise<CheckResult> {
    return this.#calls.ask(() => this.#remote.decide(column, kind, value));
  }

  async edit(operation: Operation): Promise<CheckResult> {
    return this.#calls.ask(() => this.#remote.edit(operation));
  }

  async mend(mend: Mend): Promise<CheckResult> {
    return this.#calls.ask(() => this.#remote.mend(mend));
  }

  async undo(): Promise<CheckResult> {
    return this.#calls.ask(() => this.#remote.undo());
  }

  async redo(): Promise<CheckResult> {
    return this.#calls.ask(() => this.#remote.redo());
  }

  async log(): Promise<Operation[]> {
    return this.#calls.ask(() => this.#remote.log());
  }

  async applyLog(log: Operation[]): Promise<CheckResult> {
    return this.#calls.ask(() => this.#remote.applyLog(log));
  }

  async recipe(): Promise<Recipe> {
    return this.#calls.ask(() => this.#remote.recipe());
  }

  async applyRecipe(recipe: Recipe): Promise<CheckResult> {
    const { result, mapping } = await this.#calls.ask(() => this.#remote.applyRecipe(recipe));
    this.#mapping = mapping;
    return result;
  }

  async *pages(options: PagesOptions = {}): AsyncGenerator<Page<R>, void> {
    const job = ++this.#jobs;
    await this.#calls.ask(() => this.#remote.startPages(job, options));
    // Comlink makes, and keeps for a while, a proxy for every property that is read.
    const { nextPages } = this.#remote;
    const rooms: Memory[] = [];
    const pool = new PagePool();
    let limit = 1;
    const ask = () => {
      const room = rooms.pop();
      const most = limit;
      // The first page comes at once; later ones while those before them are used.
      limit = Math.min(limit * 2, MOST_PAGES);
      const batch = this.#calls.ask(() => nextPages(job, most, room && transfer(room, [room.buffer])));
      // Whoever stops early never awaits it.
      batch.catch(() => {});
      return batch;
    };
    try {
      for (const coming = [ask()]; ; ) {
        const { pages, room } = await (coming.shift() ?? ask());
        if (pages.length === 0) return;
        // So that the worker never waits for the next to be asked for.
        while (coming.length < AHEAD) coming.push(ask());
        for (const facts of pages) {
          yield new Page(pool.own(facts, room), pool.take);
          pool.settle(facts.bytes.length);
        }
        if (room) rooms.push(room);
      }
    } finally {
      // Not awaited: the worker may be gone.
      this.#calls.ask(() => this.#remote.stopPages(job)).catch(() => {});
    }
  }

  csv(options: CsvOptions = {}): ReadableStream<Uint8Array> {
    return byteStream(this.#csvPieces(options));
  }

  async *#csvPieces(options: CsvOptions): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
    const job = ++this.#jobs;
    await this.#calls.ask(() => this.#remote.startCsv(job, options));
    const { nextCsv } = this.#remote;
    try {
      for (;;) {
        const piece = await this.#calls.ask(() => nextCsv(job));
        if (!piece) return;
        yield piece;
      }
    } finally {
      // Not awaited: the worker may be gone.
      this.#calls.ask(() => this.#remote.stopCsv(job)).catch(() => {});
    }
  }

  async send(options: SendOptions<R>): ReturnType<Sheet["send"]> {
    const { authHeaderValue, onPage, onProgress, onStart, signal, destination, ...rest } = options;
    const plain = { ...rest, destination: destination && { ...destination, url: absolute(destination.url) } };
    const value = typeof authHeaderValue === "function" ? proxy(authHeaderValue) : authHeaderValue;
    return this.#telling(onProgress, (tell) =>
      this.#job(signal, (job) =>
        this.#remote.send(
          job,
          plain,
          value,
          tell,
          onStart && proxy(onStart),
          onPage && proxy((facts: PageFacts) => hand(facts, onPage)),
        ),
      ),
    );
  }

  /** Progress comes by a port of its own, and may come after the end; nobody shall hear of it then. */
  async #telling<T>(
    onProgress: SendOptions["onProgress"],
    work: (tell: SendOptions["onProgress"]) => Promise<T>,
  ): Promise<T> {
    let ended = false;
    const tell = (progress: Progress) => {
      if (!ended) onProgress?.(progress);
    };
    try {
      return await work(onProgress && proxy(tell));
    } finally {
      ended = true;
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    const alive = !this.#calls.ended;
    this.#calls.end(new SheethookError("closed"));
    this.#host?.stop();
    // The spool is removed before its worker goes; a worker that hangs is not waited for.
    const cleared = revived(this.#remote.close()).catch(() => {});
    if (alive) await Promise.race([cleared, new Promise((go) => setTimeout(go, 1000))]);
    this.#remote[releaseProxy]();
    this.#worker.terminate();
  }

  async #job<T>(signal: AbortSignal | undefined, start: (job: number) => Promise<T>): Promise<T> {
    if (signal?.aborted) throw new SheethookError("aborted");
    const job = ++this.#jobs;
    const onAbort = () => void this.#remote.abort(job);
    signal?.addEventListener("abort", onAbort);
    try {
      return await this.#calls.ask(() => start(job));
    } finally {
      signal?.removeEventListener("abort", onAbort);
    }
  }
}

/** An `extra` that JSON can't say is refused when the pages are asked for, not when the file is checked. */
function expected(pages: PagesOptions): PagesOptions | undefined {
  try {
    return { ...pages, extra: JSON.parse(JSON.stringify(pages.extra ?? null)) };
  } catch {
    return undefined;
  }
}

async function hand<R>(facts: PageFacts, onPage: NonNullable<SendOptions<R>["onPage"]>): Promise<void> {
  const size = facts.bytes.length;
  await onPage(new Page(facts));
  bringGarbage(size);
}

/** A worker has an address of its own, so what is relative is relative to the page. */
function absolute(url: string): string {
  if (!URL.canParse(url, document.baseURI)) {
    throw new SheethookError("bad-option", {
      option: "destination.url",
      reason: `must be a URL, not "${url}"`,
    });
  }
  return new URL(url, document.baseURI).href;
}
