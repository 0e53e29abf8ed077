// Opens a file in a worker.

import { type Remote as Proxied, proxy, releaseProxy, transfer, wrap } from "comlink";
import { byteStream } from "../api/byte-stream.js";
import type { RecordOf } from "../api/define-template.js";
import type { CheckResult, Mapping, Template } from "../api/engine.js";
import { SheethookError } from "../api/error.js";
import { type AnyRecord, bringGarbage, Page, type PageFacts } from "../api/page.js";
import type {
  CheckOptions,
  CsvOptions,
  Dialect,
  OpenOptions,
  PagesOptions,
  Progress,
  SendOptions,
  Sheet,
  WorkerOptions,
} from "../api/types.js";
import { hostFunctions } from "../driver/host-functions.js";
import { HostSide } from "../driver/host-remote.js";
import { Calls, revived } from "./calls.js";
import { type Answer, type Arguments, METHOD_NAMES, type MethodName } from "./methods.js";
import { type Memory, PagePool } from "./page-pool.js";
import type { Remote } from "./worker.js";

export * from "../api/public.js";
export type { WorkerOptions } from "../api/types.js";

/** Pages in one message, however small: a message costs about as much as making a page. */
const MAX_PAGES = 64;

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

/** The methods of the table, which the class below gets at its start. */
// biome-ignore lint/correctness/noUnusedVariables: it declares methods of the class below
interface WorkerSheet<R> extends Pick<Sheet<R>, MethodName> {}

// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the class's static block defines every method of the table
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

  static {
    for (const name of METHOD_NAMES) {
      const call = function (this: WorkerSheet, ...args: unknown[]) {
        return this.#call(name, args as Arguments<typeof name>);
      };
      Object.defineProperty(WorkerSheet.prototype, name, { value: call, writable: true, configurable: true });
    }
  }

  async #call<M extends MethodName>(name: M, args: Arguments<M>): Promise<Answer<M>> {
    const { answer, mapping } = await this.#calls.ask(() => this.#remote.call(name, args));
    this.#mapping = mapping ?? this.#mapping;
    return answer as Answer<M>;
  }

  async check({ onProgress, signal, pages }: CheckOptions = {}): Promise<CheckResult> {
    return this.#telling(onProgress, (tell) =>
      this.#job(signal, (job) => this.#remote.check(job, tell, pages && expected(pages))),
    );
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
      limit = Math.min(limit * 2, MAX_PAGES);
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
