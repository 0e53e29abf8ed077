// The engine's own thread: answers the messages of a page.

import { expose, transfer } from "comlink";
import { init } from "../api/engine.js";
import { asSheethookError, SheethookError } from "../api/error.js";
import type { PageFacts } from "../api/page.js";
import { initPatterns } from "../api/pattern.js";
import type { CsvOptions, JobOptions, PagesOptions, SendOptions, WorkerOptions } from "../api/types.js";
import { type HostRemote, remoteFunctions } from "../driver/host-remote.js";
import type { Memory } from "../driver/make-pages.js";
import { openOpfsSpool } from "../driver/opfs-spool.js";
import { buffersOf, factsOf, PageRun } from "../driver/page-run.js";
import type { PlainOptions } from "../driver/platform.js";
import { DrivenSheet } from "../driver/sheet.js";
import { type Answer, type Arguments, changesMapping, METHODS, type MethodName } from "./methods.js";

/** Where the WebAssembly is, or its bytes; by default beside the worker. */
export type WasmSources = Pick<WorkerOptions, "wasm" | "patternWasm">;

/** Functions that run on the page, by name: Comlink makes them proxies. */
type Callbacks = Pick<SendOptions, "onPage" | "onProgress" | "onStart">;

let sheet: DrivenSheet | undefined;
const jobs = new Map<number, AbortController>();
const runs = new Map<number, PageRun>();
const exports = new Map<number, AsyncGenerator<Uint8Array<ArrayBuffer>, void>>();

/** What a worker does for its page: one sheet, opened once. */
const remote = {
  /** Opens a file. `from` says where the WebAssembly is, or holds it; `page` has the page's own functions. */
  open: (file: Blob, options: PlainOptions, from: WasmSources, page?: HostRemote) =>
    plain(async () => {
      const loadPatterns = await start(from);
      const host = page ? await remoteFunctions(page) : {};
      sheet = await DrivenSheet.open(file, options, { openSpool: openOpfsSpool, loadPatterns, host });
      return { header: sheet.header, mapping: sheet.mapping, dialect: sheet.dialect };
    }),
  /** Calls a method of the table; gives the mapping along, where that may be another. */
  call: <M extends MethodName>(name: M, args: Arguments<M>) =>
    plain(async () => {
      const sheet = opened();
      if (!Object.hasOwn(METHODS, name))
        throw new SheethookError("bad-option", { option: "method", reason: "is unknown" });
      const answer: Answer<M> = await Reflect.apply(sheet[name], sheet, args);
      return { answer, mapping: changesMapping(name) ? sheet.mapping : undefined };
    }),
  check: (job: number, onProgress?: JobOptions["onProgress"], pages?: PagesOptions) =>
    plain(() => abortable(job, (signal) => opened().check({ signal, onProgress, pages }))),
  /** Begins a run over the pages. */
  startPages: (job: number, options: PagesOptions) =>
    plain(async () => void runs.set(job, new PageRun(opened().pages(options)))),
  /**
   * The run's next pages, in the memory that is lent, which goes back with them. Asked for on the worker's own channel, which
   * is faster than one of the run's own.
   */
  nextPages: (job: number, limit: number, room?: Memory) =>
    plain(async () => {
      const batch = await runs.get(job)?.take(limit, room);
      return batch ? transfer(batch, buffersOf(batch)) : { pages: [], room: new Uint8Array() };
    }),
  stopPages: (job: number) =>
    plain(async () => {
      await runs.get(job)?.stop();
      runs.delete(job);
    }),
  /** Begins to write CSV. */
  startCsv: (job: number, options: CsvOptions) =>
    plain(async () => void exports.set(job, opened().csvPieces(options))),
  /** Its next piece; nothing at the end. */
  nextCsv: (job: number) =>
    plain(async () => {
      const next = await exports.get(job)?.next();
      return next && !next.done ? transfer(next.value, [next.value.buffer]) : undefined;
    }),
  stopCsv: (job: number) =>
    plain(async () => {
      await exports.get(job)?.return();
      exports.delete(job);
    }),
  send: (
    job: number,
    options: Omit<SendOptions, "authHeaderValue" | "signal" | keyof Callbacks>,
    authHeaderValue: SendOptions["authHeaderValue"],
    onProgress: Callbacks["onProgress"],
    onStart: Callbacks["onStart"],
    onPage?: (page: PageFacts) => Promise<void>,
  ) =>
    plain(() =>
      abortable(job, (signal) =>
        opened().send({
          ...options,
          authHeaderValue,
          onProgress,
          onStart,
          onPage: onPage && ((page) => onPage(transfer(factsOf(page), [page.bytes.buffer]))),
          signal,
        }),
      ),
    ),
  /** Ends a job that is under way. */
  abort: (job: number) => jobs.get(job)?.abort(),
  close: () => plain(async () => sheet?.close()),
};

export type Remote = typeof remote;

expose(remote);

/** Starts the engine. Gives what loads the module that compiles patterns. */
async function start({ wasm, patternWasm }: WasmSources) {
  await init({ module_or_path: wasm ?? new URL("./engine/sheethook_bg.wasm", import.meta.url) });
  const patterns = patternWasm ?? new URL("./engine/pattern_bg.wasm", import.meta.url);
  return () => initPatterns({ module_or_path: patterns });
}

function opened(): DrivenSheet {
  if (!sheet) throw new SheethookError("closed");
  return sheet;
}

async function abortable<T>(job: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  jobs.set(job, controller);
  try {
    return await work(controller.signal);
  } finally {
    jobs.delete(job);
  }
}

/** Comlink keeps of an Error only its message, so errors cross as plain objects. */
async function plain<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code, details } = asSheethookError(error);
    throw { code, details };
  }
}
