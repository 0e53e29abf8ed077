// A sheet that drives the engine, which never waits for anything itself: reads the bytes that it wants, one job after another.

import { byteStream } from "../api/byte-stream.js";
import type {
  Cause,
  CheckResult,
  EngineSheet,
  Mapping,
  Operation,
  OptionMatches,
  ViewRow,
} from "../api/engine.js";
import { asSheethookError, guarded, throwIfAborted } from "../api/error.js";
import type { Fix } from "../api/fixes.js";
import type { MappingChange } from "../api/mapping.js";
import type { AnyRecord, Page } from "../api/page.js";
import { changesOf, makeRecipe, type Recipe } from "../api/recipe.js";
import type {
  CheckOptions,
  CsvOptions,
  Dialect,
  JobOptions,
  PagesOptions,
  SendOptions,
  SendResult,
  Sheet,
  ViewOptions,
} from "../api/types.js";
import { createUploadId } from "../api/upload-id.js";
import {
  checkReading,
  jsonOf,
  numbers,
  pagingOf,
  readingOf,
  recipeOf,
  required,
  templateJson,
  viewOptions,
  wholeNumber,
} from "./arguments.js";
import { Checking, type IssueOptions } from "./checking.js";
import { csvOptions, csvPieces } from "./csv.js";
import { HostChecks, limitsOf } from "./host-checks.js";
import { countPages, type Memory, makePages } from "./make-pages.js";
import { compile, openEngine } from "./open-engine.js";
import type { PlainOptions, Platform } from "./platform.js";
import { sendPages } from "./send.js";
import { openSource, type Source } from "./source.js";
import { readView, readWindow, search, searchCause } from "./views.js";

/** What only the command and `send` ask for. */
interface OwnPagesOptions {
  /** Makes pages of a file that its template blocks. */
  force?: boolean;
}

type HostLimits = ReturnType<typeof limitsOf>;

/** A file that is being imported, in a worker or in Node. */
export class DrivenSheet<R = AnyRecord> implements Sheet<R> {
  readonly #engine: EngineSheet;
  readonly #source: Source;
  readonly #checking: Checking;
  /** The last change, after which the next begins. */
  #changes: Promise<unknown> = Promise.resolve();
  readonly #loadPatterns: Platform["loadPatterns"];
  /** What was asked for when it was opened. */
  readonly #options: PlainOptions;
  private constructor(
    engine: EngineSheet,
    source: Source,
    options: PlainOptions,
    platform: Platform,
    limits: HostLimits,
  ) {
    this.#engine = engine;
    this.#source = source;
    this.#options = options;
    this.#loadPatterns = platform.loadPatterns;
    this.#checking = new Checking(engine, source);
    const { host } = platform;
    if (host.validate || host.transform) {
      const ready = () => this.#checking.known();
      const access = { ready, edit: (work: () => Operation[]) => this.#editAll(work) };
      this.#checking.callHost(new HostChecks(engine, source, host, access, limits));
    }
  }

  static async open<R>(file: Blob, options: PlainOptions, platform: Platform): Promise<DrivenSheet<R>> {
    return guarded(async () => {
      const recipe = options.recipe && recipeOf(options.recipe);
      const reading = { ...recipe?.reading, ...readingOf(options) };
      checkReading(reading);
      const limits = limitsOf(options.hostChecks);
      const source = await openSource(file, reading.encoding, platform.openSpool);
      try {
        const template = templateJson(options.template);
        const engine = await openEngine(source, template, reading, platform.loadPatterns);
        const asked = { ...options, ...reading };
        const sheet = new DrivenSheet<R>(engine, source, asked, platform, limits);
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
      this.#map(changes);
      this.#checking.stopHost();
      return this.mapping;
    });
  }

  #map(changes: Record<string, MappingChange>): void {
    this.#engine.setMapping(jsonOf("mapping", changes, numbers));
    this.#checking.forget();
  }

  /** Maps as a recipe says, and has a log, or the recipe's operations after those that are done, before a check. */
  async #begin(recipe: Recipe | undefined, log: Operation[] | undefined): Promise<void> {
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

  async check(options: CheckOptions & IssueOptions = {}): Promise<CheckResult> {
    return guarded(async () => {
      if (options.pages) this.#expect(options.pages);
      return this.#checking.all(options);
    });
  }

  /** Looks at what is known. Where an edit has begun meanwhile, so that it isn't, once more after it. */
  #look<T>(work: () => Promise<T>): Promise<T> {
    return guarded(async () => {
      for (;;) {
        await this.#checking.known();
        try {
          return await work();
        } catch (error) {
          this.#checking.refuseClosed();
          if (asSheethookError(error).code !== "not-checked") throw error;
        }
      }
    });
  }

  async rows(start: number, count: number): Promise<string[][]> {
    return guarded(async () => {
      this.#checking.refuseClosed();
      wholeNumber("start", start);
      wholeNumber("count", count);
      for (;;) {
        const rows = await readWindow(this.#engine, this.#source, start, count);
        if (rows) return rows;
        // The check has not come as far yet; behind the end of the file there are none.
        const run = this.#checking.run();
        if (run.ended) {
          await run.join();
          return [];
        }
        await run.step();
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

  async fix(fix: Fix): Promise<CheckResult> {
    if (!("where" in fix)) return this.edit(fix.operation);
    return this.#change(async () => {
      const { column, code, value } = fix.where;
      this.#engine.deleteFound(
        await searchCause(this.#engine, this.#source, { column, code, value }),
        compile,
      );
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
    return this.#change(() => this.#setLog(log));
  }

  async recipe(): Promise<Recipe> {
    return guarded(async () => {
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
      let checked: Promise<unknown> | undefined;
      for (const operation of work()) {
        await checked;
        this.#engine.edit(JSON.stringify(operation), compile);
        checked = this.#checking.again();
      }
      await checked;
    });
  }

  /** Has the engine change what rows are, one change after another, and what is known of them found out again. */
  #change(work: () => Promise<void>): Promise<CheckResult> {
    return this.#inTurn(async () => {
      await this.#checking.known();
      await work();
      return this.#checking.again();
    });
  }

  /** Does what changes something after what was to be changed before. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const change = this.#changes.then(() => guarded(work));
    this.#changes = change.catch(() => {});
    return change;
  }

  /** What `next` is given, the following page is written over. */
  async *pages(
    options: PagesOptions & JobOptions & OwnPagesOptions = {},
  ): AsyncGenerator<Page<R>, void, Memory | undefined> {
    const { signal, onProgress, force = false } = options;
    this.#expect(options);
    let { totalRecords } = await this.check({ signal, onProgress });
    // An edit may have begun as soon as the check was done.
    while (!this.#checking.isDone) ({ totalRecords } = await this.check({ signal, onProgress }));
    const uploadId = options.uploadId ?? createUploadId();
    try {
      if (!force) this.#engine.refuseBlocked();
      const paging = pagingOf(options, uploadId);
      const totalPages =
        this.#engine.totalPages(paging) ??
        (await countPages(this.#engine.pager(paging, 0), this.#source, signal));
      const pager = this.#engine.pager(paging, totalPages);
      try {
        const permit = () => {
          this.#checking.refuseClosed();
          throwIfAborted(signal);
        };
        yield* makePages<R>(pager, this.#source, { uploadId, totalPages, totalRecords }, permit);
      } finally {
        pager.free();
        paging.free();
      }
    } catch (error) {
      throw asSheethookError(error);
    }
  }

  /** Tells the engine before it checks how pages will be asked for. What is wrong with that is reported by who makes them. */
  #expect(options: PagesOptions): void {
    try {
      const paging = pagingOf(options, options.uploadId ?? createUploadId());
      this.#engine.expectPages(paging);
      paging.free();
    } catch {}
  }

  async send(options: SendOptions<R>): Promise<SendResult> {
    return guarded(async () => {
      const uploadId = options.uploadId ?? createUploadId();
      const chunkSize = options.destination?.chunkSize ?? options.chunkSize;
      const wanted = { ...options, uploadId, chunkSize };
      const { totalRecords, invalidRecords } = await this.check({ ...options, pages: wanted });
      const skipped = this.#options.template?.onInvalid === "skip" ? invalidRecords : 0;
      return sendPages(this.pages(wanted), { uploadId, totalRecords, skipped }, options);
    });
  }

  csv(options: CsvOptions = {}): ReadableStream<Uint8Array> {
    return byteStream(this.csvPieces(options));
  }

  /** CSV in pieces of whole rows. */
  async *csvPieces(options: CsvOptions = {}): AsyncGenerator<Memory, void> {
    try {
      const given = csvOptions(options);
      do await this.check();
      while (!this.#checking.isDone);
      const view = (start: number, count: number) => this.view({ rows: "errors" }, start, count);
      const refuse = () => this.#checking.refuseClosed();
      yield* csvPieces(this.#engine, this.#source, given, view, refuse);
    } catch (error) {
      throw asSheethookError(error);
    }
  }

  async close(): Promise<void> {
    this.#checking.close();
    await this.#source.close();
  }
}
