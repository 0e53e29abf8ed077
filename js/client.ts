// A file of the user's in, a sheet out whose engine runs in a worker.
import { type Remote as Proxied, proxy, releaseProxy, transfer, wrap } from "comlink";
import type { OpenOptions, PagesOptions, SendOptions, Sheet } from "./api.js";
import { type Plan, RUN_NUMBERS } from "./driver/plan.js";
import type { CheckResult, Dialect, Mapping } from "./engine.js";
import { asSheethookError, SheethookError } from "./error.js";
import { bringGarbage, Page, type PageFacts } from "./page.js";
import type { Remote } from "./worker.js";

export * from "./public.js";

/** What only a page needs: where its worker and its engine come from. */
export interface WorkerOptions {
  /** Starts the worker. Default: `worker.js` beside this module. */
  worker?: () => Worker;
  /** The engine's address or bytes. Default: `engine/sheethook_bg.wasm` beside the worker. */
  wasm?: string | ArrayBuffer;
}

/** Opens a file: reads its header and matches it to the template. The rest is read by what the sheet is asked for. */
export async function openSheet(file: Blob, options: OpenOptions & WorkerOptions = {}): Promise<Sheet> {
  const { worker: startWorker = defaultWorker, wasm, ...openOptions } = options;
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
    const facts = await calls.ask(() => remote.open(file, openOptions, wasm));
    // Large files have helpers, which are told what was found out about the file already.
    const openHelper = async (): Promise<Helper> => {
      const worker = startWorker();
      const remote = wrap<Remote>(worker);
      const { encoding, delimiter, quote, headerRow } = facts.dialect;
      await remote.open(file, { ...openOptions, encoding, delimiter, quote, headerRow }, wasm);
      return { worker, remote };
    };
    return new WorkerSheet(worker, remote, facts, calls, file.size < LARGE ? undefined : openHelper);
  } catch (error) {
    worker.terminate();
    throw error;
  }
}

function defaultWorker(): Worker {
  return new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
}

/** Memory of pages that were released. */
type Spares = Uint8Array<ArrayBuffer>[];

/** A worker that makes some of the pages. */
interface Helper {
  worker: Worker;
  remote: Proxied<Remote>;
}

/** Bytes from which on a file's pages are made on several cores. */
const LARGE = 16 << 20;

/** Workers at most, the first one too; each has an engine of some megabytes, and a run or two of pages. */
const MAX_WORKERS = 4;

/** Runs that a worker is asked for at a time: one to work on, one to read ahead for. */
const RUNS_AT_A_TIME = 2;

class WorkerSheet implements Sheet {
  readonly header: string[];
  readonly dialect: Dialect;
  #mapping: Mapping;
  readonly #worker: Worker;
  readonly #remote: Proxied<Remote>;
  readonly #calls: Calls;
  readonly #openHelper: (() => Promise<Helper>) | undefined;
  #helpers: Promise<Helper | undefined>[] | undefined;
  #jobs = 0;
  #closed = false;

  constructor(
    worker: Worker,
    remote: Proxied<Remote>,
    facts: { header: string[]; mapping: Mapping; dialect: Dialect },
    calls: Calls,
    openHelper: (() => Promise<Helper>) | undefined,
  ) {
    this.#worker = worker;
    this.#remote = remote;
    this.header = facts.header;
    this.dialect = facts.dialect;
    this.#mapping = facts.mapping;
    this.#calls = calls;
    this.#openHelper = openHelper;
  }

  get mapping(): Mapping {
    return this.#mapping;
  }

  async setMapping(changes: Record<string, number | null>): Promise<Mapping> {
    this.#mapping = await this.#calls.ask(() => this.#remote.setMapping(changes));
    return this.#mapping;
  }

  async check({ onProgress, signal }: Parameters<Sheet["check"]>[0] = {}): Promise<CheckResult> {
    return this.#job(signal, (job) => this.#remote.check(job, onProgress && proxy(onProgress)));
  }

  async rows(start: number, count: number): Promise<string[][]> {
    return this.#calls.ask(() => this.#remote.rows(start, count));
  }

  async *pages(options: PagesOptions = {}): AsyncGenerator<Page, void> {
    const job = ++this.#jobs;
    // They get ready while the file is checked.
    this.#startHelpers();
    const plan = await this.#calls.ask(() => this.#remote.startPages(job, options));
    const spares: Spares = [];
    const take = (bytes: Uint8Array<ArrayBuffer>) => void spares.push(bytes);
    const made =
      this.#helpers && plan.runs.length > 0 ? this.#together(plan, spares) : this.#alone(job, spares);
    try {
      for await (const facts of made) {
        const size = facts.bytes.length;
        yield new Page(facts, take);
        if (spares.length === 0) bringGarbage(size);
      }
    } finally {
      // Not awaited: the worker may be gone.
      this.#calls.ask(() => this.#remote.stopPages(job)).catch(() => {});
    }
  }

  /** Pages made by one worker, each when it is asked for. */
  async *#alone(job: number, spares: Spares): AsyncGenerator<PageFacts, void> {
    // Comlink makes, and keeps for a while, a proxy for every property that is read.
    const nextPage = this.#remote.nextPage;
    for (;;) {
      const [used] = spares.splice(0);
      const facts = await this.#calls.ask(() => nextPage(job, used && transfer(used, [used.buffer])));
      if (!facts) return;
      yield facts;
    }
  }

  /** Pages made in runs by several workers, in order. A few runs are made ahead, and no more until one is used up. */
  async *#together(plan: Plan, spares: Spares): AsyncGenerator<PageFacts, void> {
    const remotes = await this.#joined(plan.records);
    const runs = plan.runs.length / RUN_NUMBERS;
    const make = async (run: number) => {
      const memory = spares.splice(0);
      const helper = remotes[run % (remotes.length + 1)];
      // The first worker reads for all, from one end of the file to the other.
      const bytes = helper && (await this.#remote.readRun(plan, run));
      const moved = transfer(
        memory,
        memory.map(({ buffer }) => buffer),
      );
      if (!helper || !bytes) return this.#remote.makeRun(plan, run, moved);
      return helper.makeRun(plan, run, moved, transfer(bytes, [bytes.buffer]));
    };
    const start = (run: number) => {
      const making = this.#calls.ask(() => make(run));
      // Whoever stops early never awaits it.
      making.catch(() => {});
      return making;
    };
    const ahead = Math.min(runs, (remotes.length + 1) * RUNS_AT_A_TIME);
    const making = Array.from({ length: ahead }, (_, run) => start(run));
    for (let run = 0; run < runs; run += 1) {
      const pages = (await making.shift()) ?? [];
      if (run + ahead < runs) making.push(start(run + ahead));
      yield* pages;
    }
  }

  /** The helpers, which know by now what the first worker knows. One that could not be started is done without. */
  async #joined(records: number): Promise<Proxied<Remote>[]> {
    const mapping = Object.fromEntries(this.#mapping.columns.map(({ key, header }) => [key, header]));
    const helpers = await this.#calls.ask(() => Promise.all(this.#helpers ?? []));
    const remotes = helpers.flatMap((helper) => (helper ? [helper.remote] : []));
    await this.#calls.ask(() => Promise.all(remotes.map((remote) => remote.join(mapping, records))));
    return remotes;
  }

  #startHelpers(): void {
    const openHelper = this.#openHelper;
    const count = Math.min(MAX_WORKERS, navigator.hardwareConcurrency ?? 1) - 1;
    if (!openHelper || count < 1 || this.#helpers) return;
    this.#helpers = Array.from({ length: count }, () => openHelper().catch(() => undefined));
  }

  async send(options: SendOptions): ReturnType<Sheet["send"]> {
    const { authHeaderValue, onPage, onProgress, onStart, signal, destination, ...rest } = options;
    const plain = { ...rest, destination: destination && { ...destination, url: absolute(destination.url) } };
    const value = typeof authHeaderValue === "function" ? proxy(authHeaderValue) : authHeaderValue;
    return this.#job(signal, (job) =>
      this.#remote.send(
        job,
        plain,
        value,
        onProgress && proxy(onProgress),
        onStart && proxy(onStart),
        onPage && proxy((facts: PageFacts) => hand(facts, onPage)),
      ),
    );
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    const alive = !this.#calls.ended;
    this.#calls.end(new SheethookError("closed"));
    // The spool is removed before its worker goes; a worker that hangs is not waited for.
    const cleared = revived(this.#remote.close()).catch(() => {});
    if (alive) await Promise.race([cleared, new Promise((go) => setTimeout(go, 1000))]);
    this.#remote[releaseProxy]();
    this.#worker.terminate();
    for (const helper of this.#helpers ?? []) helper.then((helper) => helper?.worker.terminate());
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

async function hand(facts: PageFacts, onPage: NonNullable<SendOptions["onPage"]>): Promise<void> {
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

/**
 * The answers that are waited for. When the worker dies or the sheet is closed they all reject: nobody shall wait for
 * ever. (Promise.race with one promise for the end would keep every call that was ever made in memory.)
 */
class Calls {
  readonly #waiting = new Set<(error: SheethookError) => void>();
  #ended: SheethookError | undefined;

  ask<T>(call: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#ended) return reject(this.#ended);
      this.#waiting.add(reject);
      revived(call())
        .then(resolve, reject)
        .finally(() => this.#waiting.delete(reject));
    });
  }

  get ended(): boolean {
    return this.#ended !== undefined;
  }

  end(error: SheethookError): void {
    this.#ended ??= error;
    for (const reject of this.#waiting) reject(this.#ended);
  }
}

/** Errors come from the worker as plain objects. */
async function revived<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw asSheethookError(error);
  }
}
