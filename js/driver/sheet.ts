// A Blob in; its header, issues, rows and pages out. Drives the engine, which never waits for anything itself.
import type {
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
import {
  type Cause,
  type CheckResult,
  EngineSheet,
  type Issue,
  type Mapping,
  type Operation,
  Paging,
  type ViewRow,
} from "../engine.js";
import { asSheethookError, SheethookError, throwIfAborted } from "../error.js";
import { type AnyRecord, Page } from "../page.js";
import { Pattern } from "../pattern.js";
import { CheckRun } from "./check-run.js";
import { deliver } from "./deliver.js";
import { chunks, openSource, type Source } from "./source.js";
import type { Spool } from "./spool.js";
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

type Pager = ReturnType<EngineSheet["pager"]>;

/** Bytes that may change hands. */
type Memory = Uint8Array<ArrayBuffer>;

const TEXT_OPTIONS = ["delimiter", "quote", "escape", "comment", "encoding"] as const;

const compile = (pattern: string) => new Pattern(pattern);

/** A file that is being imported, in a worker or in Node. */
export class DrivenSheet<R = AnyRecord> implements Sheet<R> {
  readonly #engine: EngineSheet;
  readonly #source: Source;
  #run: CheckRun | undefined;
  #closed = false;
  /** The last change, after which the next begins. */
  #changes: Promise<unknown> = Promise.resolve();
  readonly #loadPatterns: Platform["loadPatterns"];

  private constructor(engine: EngineSheet, source: Source, loadPatterns: Platform["loadPatterns"]) {
    this.#engine = engine;
    this.#source = source;
    this.#loadPatterns = loadPatterns;
  }

  static async open<R>(file: Blob, options: OpenOptions, platform: Platform): Promise<DrivenSheet<R>> {
    return guarded(async () => {
      for (const name of TEXT_OPTIONS) text(name, options[name]);
      const source = await openSource(file, options.encoding, platform.openSpool);
      try {
        const sample = await source.read(0, EngineSheet.sampleBytes());
        const whole = sample.length < EngineSheet.sampleBytes();
        const template = options.template === undefined ? undefined : JSON.stringify(options.template);
        // Looked for in the JSON, so that what isn't a template at all needs no care.
        if (template?.includes('"pattern":')) await platform.loadPatterns();
        const { encoding } = source;
        const { headerRow, delimiter, quote } = options;
        const engine = new EngineSheet(
          sample,
          whole,
          template,
          compile,
          encoding,
          headerRow,
          delimiter,
          quote,
          options.escape,
          options.comment,
        );
        return new DrivenSheet(engine, source, platform.loadPatterns);
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
      // JSON would make null of what is no number, and null means something here.
      const numbers = (_: string, value: unknown) =>
        typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
      this.#engine.setMapping(jsonOf("mapping", changes, numbers));
      this.#run?.stop();
      this.#run = undefined;
      return this.mapping;
    });
  }

  async check(options: JobOptions & DriverOptions = {}): Promise<CheckResult> {
    return guarded(async () => {
      if (this.#closed) throw new SheethookError("closed");
      return this.#checkRun(options.onIssues).join(options);
    });
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
    return guarded(async () => {
      await this.check();
      await search(this.#engine, this.#source, view);
      return this.#engine.count(view.rows ?? "all", view.column, view.text);
    });
  }

  async view(view: ViewOptions, start: number, count: number): Promise<ViewRow[]> {
    return guarded(async () => {
      wholeNumber("start", start);
      wholeNumber("count", count);
      await this.check();
      await search(this.#engine, this.#source, view);
      return readView(this.#engine, this.#source, view, start, count);
    });
  }

  async causes(most = 20): Promise<Cause[]> {
    return guarded(async () => {
      await this.check();
      return this.#engine.causes(most);
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
      this.#engine.edit(JSON.stringify(operation), compile);
    });
  }

  async undo(): Promise<CheckResult> {
    return this.#change(async () => void this.#engine.undo());
  }

  async redo(): Promise<CheckResult> {
    return this.#change(async () => void this.#engine.redo());
  }

  async log(): Promise<Operation[]> {
    return guarded(async () => this.#engine.log());
  }

  async applyLog(log: Operation[]): Promise<CheckResult> {
    return this.#change(async () => {
      const json = JSON.stringify(log);
      if (json?.includes('"regex":true')) await this.#loadPatterns();
      this.#engine.setLog(json, compile);
    });
  }

  /** Has the engine change what rows are, one change after another, and what is known of them found out again. */
  #change(work: () => Promise<void>): Promise<CheckResult> {
    const change = this.#changes.then(() =>
      guarded(async () => {
        await this.check();
        await work();
        this.#run = new CheckRun((onProgress, signal) => this.#settle(onProgress, signal));
        return this.#run.join();
      }),
    );
    this.#changes = change.catch(() => {});
    return change;
  }

  /** Does what the engine needs for what it knows to be up to date. */
  async #settle(onProgress: (progress: Progress) => void, signal: AbortSignal): Promise<CheckResult> {
    const engine = this.#engine;
    for (let next = engine.settling(); next; next = engine.settling()) {
      if (next === "walk") await feed(engine, this.#source, (bytes) => engine.feed(bytes), signal);
      else await this.#push(onProgress, signal);
      throwIfAborted(signal);
    }
    return engine.result();
  }

  /** What `next` is given, the following page is written over. */
  async *pages(
    options: PagesOptions & JobOptions & OwnPagesOptions = {},
  ): AsyncGenerator<Page<R>, void, Memory | undefined> {
    const { signal, onProgress, force = false } = options;
    const { totalRecords } = await this.check({ signal, onProgress });
    const uploadId = options.uploadId ?? createUploadId();
    try {
      if (!force) this.#engine.permit();
      text("uploadId", uploadId);
      const extra = jsonOf("extra", options.extra);
      const paging = new Paging(uploadId, extra, options.chunkSize, options.maxPageBytes);
      const totalPages = this.#engine.totalPages(paging) ?? (await this.#countPages(paging, signal));
      const pager = this.#engine.pager(paging, totalPages);
      try {
        yield* this.#make(pager, { uploadId, totalPages, totalRecords }, signal);
      } finally {
        pager.free();
        paging.free();
      }
    } catch (error) {
      throw asSheethookError(error);
    }
  }

  /** A pager's pages, each made when it is asked for, over what was given back. */
  async *#make(
    pager: Pager,
    upload: SendResult,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<Page<R>, void, Memory | undefined> {
    let used: Memory | undefined;
    const take = (bytes: Memory) => {
      used = bytes;
    };
    for await (const _ of this.#feed(pager, signal)) {
      for (;;) {
        if (this.#closed) throw new SheethookError("closed");
        const raw = pager.nextPage(used);
        if (!raw) break;
        used = undefined;
        const { page, pageSize } = raw;
        const bytes = raw.bytes as Memory;
        raw.free();
        used = (yield new Page({ ...upload, page, pageSize, bytes }, take)) ?? used;
        throwIfAborted(signal);
      }
    }
  }

  async send(options: SendOptions<R>): Promise<SendResult> {
    return guarded(async () => {
      const { destination, onProgress, onPage, signal } = options;
      const uploadId = options.uploadId ?? createUploadId();
      const { totalRecords } = await this.check(options);
      const pages = this.pages({
        ...options,
        uploadId,
        chunkSize: destination?.chunkSize ?? options.chunkSize,
      });
      let totalPages = 0;
      let records = 0;
      for await (const page of pages) {
        if (page.page === 1) {
          totalPages = page.totalPages;
          // Awaited, so that it is heard of before the end.
          await options.onStart?.({ uploadId, totalRecords, totalPages });
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
      if (totalPages === 0) await options.onStart?.({ uploadId, totalRecords, totalPages });
      return { uploadId, totalRecords, totalPages };
    });
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#run?.stop();
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
    // More than once where values are to be unique and some may be equal: to know takes a second look.
    for (;;) {
      const result = await this.#push(onProgress, signal, onIssues);
      if (result) return result;
    }
  }

  /** Pushes the whole file to the engine. */
  async #push(
    onProgress: (progress: Progress) => void,
    signal: AbortSignal,
    onIssues?: DriverOptions["onIssues"],
  ): Promise<CheckResult | undefined> {
    const engine = this.#engine;
    let bytes = 0;
    for await (const chunk of chunks(this.#source, 0, signal)) {
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
      for await (const _ of this.#feed(pager, signal)) while (pager.skip()) total += 1;
      return total;
    } finally {
      pager.free();
    }
  }

  /** Pushes the file's bytes to a pager, piece by piece; whoever follows takes the pages that each piece completes. */
  async *#feed(pager: Pager, signal: AbortSignal | undefined) {
    for await (const bytes of chunks(this.#source, this.#engine.dataOffset(), signal)) {
      pager.push(bytes);
      yield;
    }
    pager.finish();
    yield;
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

/** What isn't text would trap inside WebAssembly. */
function text(option: string, value: unknown): void {
  if (value !== undefined && typeof value !== "string") {
    throw new SheethookError("bad-option", { option, reason: `must be text, not ${typeof value}` });
  }
}

function required(option: string, value: unknown): void {
  text(option, value ?? null);
}

function wholeNumber(option: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new SheethookError("bad-option", { option, reason: `must be a whole number from 0, not ${value}` });
  }
}

function jsonOf(option: string, value: unknown, replacer?: (key: string, value: unknown) => unknown): string {
  try {
    return JSON.stringify(value ?? null, replacer) ?? "null";
  } catch (cause) {
    throw new SheethookError("bad-option", { option, reason: "must be what JSON can say" }, { cause });
  }
}
