// Messages of a page in, a sheet's answers out: the engine's own thread.
import { expose, transfer } from "comlink";
import type { CsvOptions, JobOptions, MappingChange, PagesOptions, SendOptions, ViewOptions } from "./api.js";
import { Helping, type HelpSetup, type Segment, type Stretch } from "./driver/helping.js";
import { type HostRemote, remoteFunctions } from "./driver/host-remote.js";
import type { Memory } from "./driver/make-pages.js";
import { openOpfsSpool } from "./driver/opfs-spool.js";
import { type Batches, buffersOf, factsOf } from "./driver/page-run.js";
import { restSource } from "./driver/rest-source.js";
import { DrivenSheet, type PlainOptions } from "./driver/sheet.js";
import { init, type Operation } from "./engine.js";
import { asSheethookError, SheethookError } from "./error.js";
import { type From, helpersFor, startHelpers } from "./helper.js";
import type { Mend } from "./mends.js";
import type { PageFacts } from "./page.js";
import { initPatterns } from "./pattern.js";
import type { Recipe } from "./recipe.js";
import { Rest } from "./rest.js";

/** Functions that run on the page, by name: Comlink makes them proxies. */
type Callbacks = Pick<SendOptions, "onPage" | "onProgress" | "onStart">;

let sheet: DrivenSheet | undefined;
let helping: Helping | undefined;
const jobs = new Map<number, AbortController>();
const runs = new Map<number, Batches>();
const exports = new Map<number, AsyncGenerator<Uint8Array<ArrayBuffer>, void>>();

/** What a worker does for its page: one sheet, opened once. */
const remote = {
  /**
   * Opens a file. `from` says where the WebAssembly is, or holds it; `page` has the page's own functions; `workers` says how
   * many of them check a large file.
   */
  open: (file: Blob, options: PlainOptions, from: From, page?: HostRemote, workers?: number) =>
    plain(async () => {
      const { loadPatterns, loadRest } = await start(from);
      const host = page ? await remoteFunctions(page) : {};
      const helpers = helpersFor(workers);
      sheet = await DrivenSheet.open(file, options, {
        openSpool: openOpfsSpool,
        loadPatterns,
        loadRest,
        host,
        startHelpers: helpers > 0 ? (file, setup) => startHelpers(helpers, file, setup, from) : undefined,
      });
      return { header: sheet.header, mapping: sheet.mapping, dialect: sheet.dialect };
    }),
  /** Opens a file whose sheet another worker has, to help it. */
  help: (file: Blob, setup: HelpSetup, from: From) =>
    plain(async () => {
      const { loadPatterns, loadRest } = await start(from);
      await loadRest();
      helping = await Helping.open(file, setup, loadPatterns);
    }),
  checkSegment: (segment: Segment) =>
    plain(async () => {
      const known = await helping?.check(segment);
      return known && transfer(known, [known.buffer]);
    }),
  makeStretch: (stretch: Stretch, room: Memory) =>
    plain(async () => {
      const batch = await helping?.pages(stretch, room);
      return batch && transfer(batch, buffersOf(batch));
    }),
  setMapping: (changes: Record<string, MappingChange>) => plain(() => opened().setMapping(changes)),
  check: (job: number, onProgress?: JobOptions["onProgress"], pages?: PagesOptions) =>
    plain(() => abortable(job, (signal) => opened().check({ signal, onProgress, pages }))),
  rows: (start: number, count: number) => plain(() => opened().rows(start, count)),
  count: (view: ViewOptions) => plain(() => opened().count(view)),
  view: (view: ViewOptions, start: number, count: number) => plain(() => opened().view(view, start, count)),
  causes: (most: number) => plain(() => opened().causes(most)),
  optionMatches: (column: string) => plain(() => opened().optionMatches(column)),
  decide: (column: string, kind: string, value: string) => plain(() => opened().decide(column, kind, value)),
  edit: (operation: Operation) => plain(() => opened().edit(operation)),
  mend: (mend: Mend) => plain(() => opened().mend(mend)),
  undo: () => plain(() => opened().undo()),
  redo: () => plain(() => opened().redo()),
  log: () => plain(() => opened().log()),
  applyLog: (log: Operation[]) => plain(() => opened().applyLog(log)),
  recipe: () => plain(() => opened().recipe()),
  applyRecipe: (recipe: Recipe) =>
    plain(async () => ({ result: await opened().applyRecipe(recipe), mapping: opened().mapping })),
  /** Begins a run over the pages. */
  startPages: (job: number, options: PagesOptions) =>
    plain(async () => void runs.set(job, await opened().batches(options))),
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

/** Starts the engine. */
async function start(from: From) {
  const patterns = from.patternWasm ?? new URL("./engine/pattern_bg.wasm", import.meta.url);
  const loadPatterns = () => initPatterns({ module_or_path: patterns });
  const engine = await init({
    module_or_path: from.wasm ?? new URL("./engine/sheethook_bg.wasm", import.meta.url),
  });
  const rest = new Rest(
    engine,
    restSource(from.restWasm ?? new URL("./engine/rest_bg.wasm", import.meta.url)),
  );
  return { loadPatterns, loadRest: () => rest.load() };
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
