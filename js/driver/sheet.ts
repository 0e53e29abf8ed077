// A Blob in; its header, issues, rows and pages out. Drives the engine, which never waits for anything itself.
import type {
  CheckOptions,
  CsvOptions,
  Dialect,
  JobOptions,
  MappingChange,
  OpenOptions,
  PagesOptions,
  Progress,
  SendOptions,
  SendResult,
  Sheet,
  ViewOptions,
} from "../api.js";
import { byteStream } from "../byte-stream.js";
import {
  type Cause,
  type CheckResult,
  type EngineSheet,
  type Issue,
  type Mapping,
  type Operation,
  type OptionMatches,
  Paging,
  type ViewRow,
} from "../engine.js";
import { asSheethookError, SheethookError, throwIfAborted } from "../error.js";
import type { Mend } from "../mends.js";
import type { AnyRecord, Page } from "../page.js";
import { changesOf, makeRecipe, type Recipe } from "../recipe.js";
import { CheckRun } from "./check-run.js";
import { invalidCsv } from "./csv.js";
import { deliver } from "./deliver.js";
import {
  jsonOf,
  numbers,
  type PagingGiven,
  pagingGiven,
  pagingOf,
  readingOf,
  recipeOf,
  required,
  TEXT_OPTIONS,
  templateJson,
  text,
  viewOptions,
  wholeNumber,
  withPaging,
} from "./given.js";
import { Helpers, type StartHelpers } from "./helpers.js";
import { type HelpSetup, pagesOf, type Stretch } from "./helping.js";
import { HostChecks, limitsOf } from "./host-checks.js";
import type { HostFunctions } from "./host-functions.js";
import { feeding, type Memory, makePages } from "./make-pages.js";
import { compile, openEngine } from "./open-engine.js";
import { type Batches, PageRun } from "./page-run.js";
import { checkInSegments } from "./segments.js";
import { chunks, openSource, type Source } from "./source.js";
import type { Spool } from "./spool.js";
import { StretchRun } from "./stretch-run.js";
import { createUploadId } from "./upload-id.js";
import { feed, readView, search } from "./views.js";

/** A window of rows is read in pieces of this size, so that a few short rows cost little. */
const WINDOW_BYTES = 256 << 10;

/** With issues streamed, so many bytes are checked at a time. */
const STREAM_BYTES = 1 << 10;

/** What a worker and Node do in ways of their own. */
export interface Platform {
  openSpool: () => Promise<Spool>;
  /** Loads what compiles patterns. */
  loadPatterns: () => Promise<unknown>;
  /** Loads the rest of the engine, for all that usual imports don't need. What it isn't loaded for loads it by itself. */
  loadRest: () => Promise<void>;
  /** The functions among the options, wherever they run. */
  host: HostFunctions;
  /** Starts what checks a large file's segments beside each other; nothing where that is not worth it. */
  startHelpers?: StartHelpers | undefined;
}

/** What the command asks for beyond what a page may. */
export interface DriverOptions {
  /** Gets every issue, in the order of rows. */
  onIssues?: (issues: Issue[]) => void | Promise<void>;
}

/** What only the command and `send` ask for. */
interface OwnPagesOptions {
  /** Makes pages of a file that its template blocks. */
  force?: boolean;
}

/** What can be sent to a worker. */
export type PlainOptions = Omit<OpenOptions, "validate" | "transform">;

type HostLimits = ReturnType<typeof limitsOf>;

/** A file that is being imported, in a worker or in Node. */
export class DrivenSheet<R = AnyRecord> implements Sheet<R> {
  readonly #engine: EngineSheet;
  readonly #source: Source;
  #run: CheckRun | undefined;
  #closed = false;
  /** The last change, after which the next begins. */
  #changes: Promise<unknown> = Promise.resolve();
  readonly #loadPatterns: Platform["loadPatterns"];
  readonly #loadRest: Platform["loadRest"];
  /** What was asked for when it was opened. */
  readonly #options: PlainOptions;
  /** How pages will be asked for, as far as is known. */
  #expected: PagingGiven | undefined;
  readonly #helpers: Helpers;
  /** Another when rows or columns are no longer what they were. */
  #version = 0;
  /** None where the host has no functions of its own. */
  readonly #host: HostChecks | undefined;
  #hostRun: CheckRun<void> | undefined;

  private constructor(
    engine: EngineSheet,
    source: Source,
    options: PlainOptions,
    setup: HelpSetup,
    platform: Platform,
    limits: HostLimits,
  ) {
    this.#engine = engine;
    this.#source = source;
    this.#options = options;
    this.#helpers = new Helpers(platform.startHelpers, source.file, setup);
    this.#loadPatterns = platform.loadPatterns;
    this.#loadRest = platform.loadRest;
    const { host } = platform;
    const ground = { ready: () => this.#known(), edit: (work: () => Operation[]) => this.#editAll(work) };
    if (host.validate || host.transform) this.#host = new HostChecks(engine, source, host, ground, limits);
  }

  static async open<R>(file: Blob, options: PlainOptions, platform: Platform): Promise<DrivenSheet<R>> {
    return guarded(async () => {
      const recipe = options.recipe && recipeOf(options.recipe);
      const reading = { ...recipe?.reading, ...readingOf(options) };
      for (const name of TEXT_OPTIONS) text(name, reading[name]);
      const limits = limitsOf(options.hostChecks);
      const source = await openSource(file, reading.encoding, platform.openSpool);
      try {
        const template = templateJson(options.template);
        const engine = await openEngine(source, template, reading, platform.loadPatterns);
        const asked = { ...options, ...reading };
        const setup = { template, reading, mapping: [] };
        const sheet = new DrivenSheet<R>(engine, source, asked, setup, platform, limits);
        await sheet.#begin(recipe, options.log);
        return sheet;
      } catch (error) {
        await source.close();
        throw error;
      }
    });
  }

  get header(): string[] {
    return this.#engine.header();
  }

  get mapping(): Mapping {
    return this.#engine.mapping();
  }

  get dialect(): Dialect {
    return { ...this.#engine.dialect(), encodingConfidence: this.#source.confidence };
  }

  async setMapping(changes: Record<string, MappingChange>): Promise<Mapping> {
    return guarded(async () => {
      await this.#loadRest();
      this.#map(changes);
      this.#hostRun?.stop();
      return this.mapping;
    });
  }

  #map(changes: Record<string, MappingChange>): void {
    const json = jsonOf("mapping", changes, numbers);
    this.#engine.setMapping(json);
    this.#helpers.setup.mapping.push(json);
    this.#helpers.retire();
    this.#version += 1;
    this.#run?.stop();
    this.#run = undefined;
  }

  /** Maps as a recipe says, and has a log, or the recipe's operations after those that are done, before a check. */
  async #begin(recipe: Recipe | undefined, log: Operation[] | undefined): Promise<void> {
    if (recipe || log) await this.#loadRest();
    const changes = recipe && changesOf(recipe, this.header);
    if (changes) {
      const known = new Set(this.mapping.columns.map(({ key }) => key));
      const mapping = Object.entries(changes.mapping).filter(([key]) => known.has(key));
      this.#map(Object.fromEntries(mapping));
    }
    const operations = log ?? (changes && [...this.#engine.log(), ...changes.operations]);
    if (operations) await this.#setLog(operations);
  }

  async #setLog(log: readonly object[]): Promise<void> {
    const json = jsonOf("log", log, numbers);
    if (json.includes('"regex":true')) await this.#loadPatterns();
    this.#engine.setLog(json, compile);
  }

  async check(options: CheckOptions & DriverOptions = {}): Promise<CheckResult> {
    return guarded(async () => {
      if (options.pages) this.#expect(options.pages);
      for (;;) {
        const known = await this.#known(options);
        const isSettled = !this.#engine.settling();
        if (!this.#host) {
          if (isSettled) return known;
        } else {
          if (isSettled && !this.#host.waits && this.#hostRun?.ended !== false) return this.#engine.result();
          await this.#runHost()?.join(options);
        }
      }
    });
  }

  /** What the engine itself finds, and what the host's functions have said by now. */
  async #known(options: JobOptions & DriverOptions = {}): Promise<CheckResult> {
    if (this.#closed) throw new SheethookError("closed");
    return this.#checkRun(options.onIssues).join(options);
  }

  /** Looks at what is known. Where an edit has begun meanwhile, so that it isn't, once more after it. */
  #look<T>(work: () => Promise<T>): Promise<T> {
    return guarded(async () => {
      await this.#loadRest();
      for (;;) {
        await this.#known();
        try {
          return await work();
        } catch (error) {
          if (asSheethookError(error).code !== "not-checked" || this.#closed) throw error;
        }
      }
    });
  }

  /** The run of the host's functions that is on; a new one where there is none and there is something to do. */
  #runHost(): CheckRun<void> | undefined {
    const host = this.#host;
    const isOn = this.#hostRun && !this.#hostRun.ended && !this.#hostRun.spoilt;
    if (host && !isOn && !this.#closed) {
      this.#hostRun = new CheckRun(async (onProgress, signal) => {
        await this.#loadRest();
        await host.run(onProgress, signal);
      });
    }
    return this.#hostRun;
  }

  async rows(start: number, count: number): Promise<string[][]> {
    return guarded(async () => {
      if (this.#closed) throw new SheethookError("closed");
      wholeNumber("start", start);
      wholeNumber("count", count);
      const window = await this.#window(start, count);
      if (!window) return [];
      try {
        const to = window.to() ?? Number.POSITIVE_INFINITY;
        for (let at = window.from(), full = false; at < to && !full; ) {
          const bytes = await this.#source.read(at, Math.min(to, at + WINDOW_BYTES));
          at = bytes.length < WINDOW_BYTES ? to : at + bytes.length;
          full = window.push(bytes);
        }
        return window.finish();
      } finally {
        window.free();
      }
    });
  }

  async count(view: ViewOptions = {}): Promise<number> {
    return this.#look(async () => {
      viewOptions(view);
      await search(this.#engine, this.#source, view);
      return this.#engine.count(view.rows ?? "all", view.column, view.text);
    });
  }

  async view(view: ViewOptions, start: number, count: number): Promise<ViewRow[]> {
    return this.#look(async () => {
      wholeNumber("start", start);
      wholeNumber("count", count);
      viewOptions(view);
      await search(this.#engine, this.#source, view);
      return readView(this.#engine, this.#source, view, start, count);
    });
  }

  async causes(most = 20): Promise<Cause[]> {
    return this.#look(async () => {
      wholeNumber("most", most);
      return this.#engine.causes(most);
    });
  }

  async optionMatches(column: string): Promise<OptionMatches> {
    return this.#look(async () => {
      required("column", column);
      return this.#engine.optionMatches(column);
    });
  }

  async decide(column: string, kind: string, value: string): Promise<CheckResult> {
    return this.#change(async () => {
      for (const [option, given] of Object.entries({ column, kind, value })) required(option, given);
      this.#engine.decide(column, kind, value);
    });
  }

  async edit(operation: Operation): Promise<CheckResult> {
    return this.#change(async () => {
      if (operation?.type === "replace" && operation.regex) await this.#loadPatterns();
      this.#engine.edit(jsonOf("operation", operation, numbers), compile);
    });
  }

  async mend(mend: Mend): Promise<CheckResult> {
    if (!("where" in mend)) return this.edit(mend.operation);
    return this.#change(async () => {
      const { column, code, value } = mend.where;
      const tracer = this.#engine.tracer(column, code, value);
      try {
        await feed(tracer, this.#source, (bytes) => tracer.push(bytes, this.#engine));
      } catch (error) {
        tracer.free();
        throw error;
      }
      // Which frees it.
      this.#engine.deleteTraced(tracer, compile);
    });
  }

  async undo(): Promise<CheckResult> {
    return this.#change(async () => void this.#engine.undo());
  }

  async redo(): Promise<CheckResult> {
    return this.#change(async () => void this.#engine.redo());
  }

  async log(): Promise<Operation[]> {
    return guarded(async () => {
      await this.#loadRest();
      return this.#engine.log();
    });
  }

  async applyLog(log: Operation[]): Promise<CheckResult> {
    return this.#change(() => this.#setLog(log));
  }

  async recipe(): Promise<Recipe> {
    return guarded(async () => {
      await this.#loadRest();
      const { header, mapping } = this;
      return makeRecipe({
        header,
        mapping,
        reading: readingOf(this.#options),
        operations: this.#engine.log(),
      });
    });
  }

  async applyRecipe(recipe: Recipe): Promise<CheckResult> {
    return this.#inTurn(async () => {
      await this.#begin(recipeOf(recipe), undefined);
      return this.check();
    });
  }

  /** Has operations done together: nobody's come between. */
  #editAll(work: () => Operation[]): Promise<CheckResult> {
    return this.#change(async () => {
      let settled: Promise<unknown> | undefined;
      for (const operation of work()) {
        await settled;
        this.#engine.edit(JSON.stringify(operation), compile);
        settled = this.#resettle();
      }
      await settled;
    });
  }

  /** Has the engine change what rows are, one change after another, and what is known of them found out again. */
  #change(work: () => Promise<void>): Promise<CheckResult> {
    return this.#inTurn(async () => {
      await this.#loadRest();
      await this.#known();
      this.#version += 1;
      await work();
      const result = await this.#resettle();
      this.#runHost();
      return result;
    });
  }

  /** Does what changes something after what was to be changed before. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const change = this.#changes.then(() => guarded(work));
    this.#changes = change.catch(() => {});
    return change;
  }

  #resettle(): Promise<CheckResult> {
    this.#run = new CheckRun((onProgress, signal) => this.#settle(onProgress, signal));
    return this.#run.join();
  }

  /** Does what the engine needs for what it knows to be up to date. */
  async #settle(
    onProgress: (progress: Progress) => void,
    signal: AbortSignal,
    onIssues?: DriverOptions["onIssues"],
  ): Promise<CheckResult> {
    const engine = this.#engine;
    for (let next = engine.settling(); next; next = engine.settling()) {
      if (next === "walk") {
        await feed(engine, this.#source, (bytes) => engine.feed(bytes), signal);
        throwIfAborted(signal);
      } else {
        const result = await this.#push(onProgress, signal, onIssues);
        throwIfAborted(signal);
        if (result) return result;
      }
    }
    return engine.result();
  }

  /** What `next` is given, the following page is written over. */
  async *pages(
    options: PagesOptions & JobOptions & OwnPagesOptions = {},
  ): AsyncGenerator<Page<R>, void, Memory | undefined> {
    const { signal, onProgress, force = false } = options;
    this.#expect(options);
    let { totalRecords } = await this.check({ signal, onProgress });
    // An edit may have begun as soon as the check was done.
    while (this.#engine.settling()) ({ totalRecords } = await this.check({ signal, onProgress }));
    const uploadId = options.uploadId ?? createUploadId();
    try {
      if (!force) this.#engine.permit();
      const paging = pagingOf(options, uploadId);
      const totalPages = this.#engine.totalPages(paging) ?? (await this.#countPages(paging, signal));
      const pager = this.#engine.pager(paging, totalPages);
      try {
        const permit = () => {
          this.#permit();
          throwIfAborted(signal);
        };
        yield* makePages<R>(pager, this.#records(signal), { uploadId, totalPages, totalRecords }, permit);
      } finally {
        pager.free();
        paging.free();
      }
    } catch (error) {
      throw asSheethookError(error);
    }
  }

  /** Tells the engine before it checks how pages will be asked for. What is wrong with that is told by who makes them. */
  #expect(options: PagesOptions): void {
    try {
      const given = pagingGiven(options, options.uploadId ?? createUploadId());
      withPaging(given, (paging) => this.#engine.expectPages(paging));
      this.#expected = given;
    } catch {}
  }

  /** The pages in batches, made by helpers where that is worth it. */
  async batches(options: PagesOptions & OwnPagesOptions): Promise<Batches> {
    return guarded(async () => {
      const uploadId = options.uploadId ?? createUploadId();
      const given = { ...options, uploadId };
      this.#expect(given);
      const { totalRecords } = await this.check();
      const stretched = (await this.#canHelp()) && (await this.#stretched(given, totalRecords));
      return stretched || new PageRun(this.pages(given));
    });
  }

  /** The pages as helpers make them; nothing where they can't. */
  async #stretched(
    options: PagesOptions & OwnPagesOptions & { uploadId: string },
    totalRecords: number,
  ): Promise<Batches | undefined> {
    const paging = pagingGiven(options, options.uploadId);
    const given = new Paging(...paging);
    const { helpers, release } = await this.#helpers.lease();
    let run: StretchRun | undefined;
    try {
      if (helpers.length === 0 || this.#engine.settling()) return undefined;
      if (!options.force) this.#engine.permit();
      const totalPages = this.#engine.totalPages(given);
      if (!totalPages) return undefined;
      const upload = { uploadId: options.uploadId, totalPages, totalRecords };
      // All at once: rows may be edited before the last is made.
      const stretches: Stretch[] = [];
      for (let found = this.#engine.pageStretch(given, totalPages, 0); found; ) {
        const { from, to, told } = found;
        found.free();
        stretches.push({ from, to, told, paging, upload });
        found = this.#engine.pageStretch(given, totalPages, stretches.length);
      }
      // Pages so large that a few of them fill a message are made one by one.
      if (stretches.length === 0 || stretches.length * 2 > totalPages) return undefined;
      const version = this.#version;
      const own = (stretch: Stretch, room: Memory) =>
        guarded(async () => {
          this.#permit();
          if (this.#version !== version) throw new SheethookError("not-checked");
          const pieces = chunks(this.#source, stretch.from, { to: stretch.to });
          return pagesOf(this.#engine, pieces, stretch, room, this.#permit);
        });
      run = new StretchRun(stretches, helpers, own, release);
      return run;
    } finally {
      given.free();
      if (!run) release();
    }
  }

  /** Whether helpers are worth their start. */
  async #canHelp(): Promise<boolean> {
    if (!this.#helpers.possible) return false;
    try {
      await this.#loadRest();
    } catch {
      // Without it, all is done as for a small file.
      return false;
    }
    return this.#engine.hasSegments();
  }

  /** Throws where nobody wants anything any more. */
  readonly #permit = (): void => {
    if (this.#closed) throw new SheethookError("closed");
  };

  async send(options: SendOptions<R>): Promise<SendResult> {
    return guarded(async () => {
      const { destination, onProgress, onPage, signal } = options;
      const uploadId = options.uploadId ?? createUploadId();
      const wanted = { ...options, uploadId, chunkSize: destination?.chunkSize ?? options.chunkSize };
      const { totalRecords, invalidRecords } = await this.check({ ...options, pages: wanted });
      const skipped = this.#options.template?.onInvalid === "skip" ? invalidRecords : 0;
      const pages = this.pages(wanted);
      let totalPages = 0;
      let records = 0;
      for await (const page of pages) {
        if (page.page === 1) {
          totalPages = page.totalPages;
          // Awaited, so that it is heard of before the end.
          await options.onStart?.({ uploadId, totalRecords, totalPages, skipped });
        }
        const progress = { phase: "send" as const, totalPages, page: page.page };
        const tell = (more: object) =>
          onProgress?.({ ...progress, done: records, total: totalRecords, records, ...more });
        if (destination) {
          tell({ attempt: 1 });
          await deliver(page, destination, options.authHeaderValue, (attempt) => tell({ attempt }), signal);
        }
        throwIfAborted(signal);
        weigh(page.bytes.length);
        await onPage?.(page);
        records += page.pageSize;
        // A request has copied its body; onPage may keep what it gets.
        if (!onPage) page.release();
        tell({});
      }
      const sent = { uploadId, totalRecords, totalPages, skipped };
      if (totalPages === 0) await options.onStart?.(sent);
      return sent;
    });
  }

  csv(options: CsvOptions = {}): ReadableStream<Uint8Array> {
    return byteStream(this.csvPieces(options));
  }

  /** CSV in pieces of whole rows. */
  async *csvPieces(options: CsvOptions = {}): AsyncGenerator<Memory, void> {
    const { rows = "valid", delimiter = ",", formulas = "guard", bom = false } = options;
    try {
      text("delimiter", delimiter);
      text("formulas", formulas);
      if (!["valid", "invalid", "all"].includes(rows)) {
        throw new SheethookError("bad-option", { option: "rows", reason: "must be valid, invalid or all" });
      }
      await this.#loadRest();
      await this.check();
      while (this.#engine.settling()) await this.check();
      // Made for invalid rows too, as it judges the options.
      const exporter = this.#engine.exporter(rows === "valid", delimiter, formulas, bom === true);
      try {
        if (rows === "invalid") {
          const view = (start: number, count: number) => this.view({ rows: "errors" }, start, count);
          yield* invalidCsv(this.header, view, { delimiter, formulas, bom });
          return;
        }
        for await (const _ of feeding(exporter, this.#records())) {
          for (let piece = exporter.nextPiece(); piece; piece = exporter.nextPiece()) {
            if (this.#closed) throw new SheethookError("closed");
            yield piece as Memory;
          }
        }
      } finally {
        exporter.free();
      }
    } catch (error) {
      throw asSheethookError(error);
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#run?.stop();
    this.#hostRun?.stop();
    this.#helpers.close();
    await this.#source.close();
  }

  /** The run of the first pass that is on, or has ended; a new one where there is none. */
  #checkRun(onIssues?: DriverOptions["onIssues"]): CheckRun {
    if (!this.#run || this.#run.spoilt || onIssues) {
      this.#run?.stop();
      this.#run = new CheckRun((onProgress, signal) => this.#check(onProgress, signal, onIssues));
    }
    return this.#run;
  }

  async #check(
    onProgress: (progress: Progress) => void,
    signal: AbortSignal,
    onIssues: DriverOptions["onIssues"],
  ): Promise<CheckResult> {
    this.#engine.startCheck(onIssues !== undefined);
    const joined = onIssues ? undefined : await this.#checkInSegments(onProgress, signal);
    const result = joined ?? (await this.#settle(onProgress, signal, onIssues));
    // Off the check, after it.
    if (!signal.aborted) queueMicrotask(() => this.#runHost());
    return result;
  }

  /** Has a large file checked by helpers, where there are some; nothing where more is to be done. */
  async #checkInSegments(
    onProgress: (progress: Progress) => void,
    signal: AbortSignal,
  ): Promise<CheckResult | undefined> {
    const { file } = this.#source;
    if (!file || !(await this.#canHelp())) return undefined;
    const engine = this.#engine;
    const { helpers, release, stop } = await this.#helpers.lease();
    signal.addEventListener("abort", stop);
    try {
      throwIfAborted(signal);
      if (helpers.length === 0) return undefined;
      await checkInSegments({
        engine,
        source: this.#source,
        size: file.size,
        helpers,
        paging: this.#expected,
        onProgress: () => {
          const progress = this.#source.progress(engine.reached());
          onProgress({ phase: "check", records: engine.records(), ...progress });
        },
        signal,
      });
    } finally {
      signal.removeEventListener("abort", stop);
      release();
    }
    return engine.finish();
  }

  /** Pushes the whole file to the engine. */
  async #push(
    onProgress: (progress: Progress) => void,
    signal: AbortSignal,
    onIssues?: DriverOptions["onIssues"],
  ): Promise<CheckResult | undefined> {
    const engine = this.#engine;
    let bytes = 0;
    for await (const chunk of chunks(this.#source, 0, { signal })) {
      // A file may have a hundred issues a byte: who wants them all gets them as they come.
      const step = onIssues ? STREAM_BYTES : chunk.length;
      for (let at = 0; at < chunk.length; at += step) {
        engine.push(chunk.subarray(at, at + step));
        await onIssues?.(engine.takeIssues());
      }
      bytes += chunk.length;
      onProgress({ phase: "check", records: engine.records(), ...this.#source.progress(bytes) });
    }
    throwIfAborted(signal);
    const result = engine.finish();
    await onIssues?.(engine.takeIssues());
    return result;
  }

  /** The window, once the first pass has come that far; none behind the end of the file. */
  async #window(start: number, count: number) {
    for (;;) {
      const window = this.#engine.window(start, count);
      if (window) return window;
      const run = this.#checkRun();
      if (run.ended) {
        await run.join();
        return undefined;
      }
      await run.step();
    }
  }

  /** Makes every page once, to know how many there are. */
  async #countPages(paging: Paging, signal: AbortSignal | undefined): Promise<number> {
    const pager = this.#engine.pager(paging, 0);
    try {
      let total = 0;
      for await (const _ of feeding(pager, this.#records(signal))) while (pager.skip()) total += 1;
      return total;
    } finally {
      pager.free();
    }
  }

  /** The bytes that hold the records. */
  #records(signal?: AbortSignal): AsyncIterable<Uint8Array> {
    return chunks(this.#source, this.#engine.dataOffset(), { signal });
  }
}

/** Does the work, and throws nothing but SheethookErrors. */
async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asSheethookError(error);
  }
}

/** The latest weight; kept, so that no compiler finds it idle. */
let weight = new ArrayBuffer(0);

/**
 * A browser keeps a request and its body until a full garbage collection, of which V8 sees no need: what they weigh lies
 * outside its heap. A buffer that nobody uses tells it.
 */
function weigh(bytes: number): void {
  weight = new ArrayBuffer(Math.max(bytes, weight.byteLength));
}
