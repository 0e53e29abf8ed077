// What the client and Node offer: the same in both, with the types that Rust defines.
import type { RecordOf } from "./define-template.js";
import type {
  Cause,
  CheckResult,
  Dialect as EngineDialect,
  Mapping,
  Operation,
  OptionMatches,
  Question,
  Template,
  ViewRow,
} from "./engine.js";
import type { Fix } from "./fixes.js";
import type { MappingChange } from "./mapping.js";
import type { AnyRecord, Page } from "./page.js";
import type { Recipe } from "./recipe.js";

/** How a file is opened. What is left out is found from the file. */
export interface OpenOptions<T extends Template = Template> {
  /** What the file is imported into. Without one, every header is a column of strings. */
  template?: T;
  /** What stands between cells: up to eight bytes, or " +" for any number of spaces. */
  delimiter?: string;
  /** One ASCII character around cells, or "" for none. */
  quote?: string;
  /** One ASCII character before one that means itself, or "" where quotes are doubled instead. */
  escape?: string;
  /** One ASCII character that begins a line of comment, or "" for none. */
  comment?: string;
  /** What the file's text is written in: any label of the Encoding Standard, such as "windows-1252". Default: found
   * from the file. */
  encoding?: string;
  /** The row with the headers, from 1, blank lines and comments counted; 0 where there is none. */
  headerRow?: number;
  /** How an earlier file was read, mapped and put right. What else is said here goes before it. */
  recipe?: Recipe;
  /** Operations that an earlier sheet of this file has given, done from the beginning; in place of those of a recipe. */
  log?: Operation[];
  /** Says what is wrong with records, beyond what the template does: a function, or a schema of any library that follows
   * Standard Schema. It sees all records once, and those again that are edited. */
  validate?: Validate<RecordOf<T>> | StandardSchema;
  /** Changes records before they are judged. Each changed cell is an edit, which can be undone. */
  transform?: Transform<RecordOf<T>>;
  /** How `validate` and `transform` are called. */
  hostChecks?: HostCheckOptions;
}

/** How the host's own functions are called. */
export interface HostCheckOptions {
  /** The most records in one call. Default: 500. */
  batchSize?: number;
  /** The most calls at once. Default: 2. */
  concurrency?: number;
  /** How long a call may take. Default: 30,000. */
  timeoutMs?: number;
}

/** What a call of a host function is about. */
export interface HostCall {
  /** Aborted when nobody waits for the answer any more. */
  signal: AbortSignal;
  /** The records' numbers, as issues and views have them. */
  rows: number[];
}

/** What a host function says of a record. */
export interface HostIssue {
  /** The record's place among those given, from 0. */
  row: number;
  /** The column's key. Default: the whole row is meant. */
  column?: string | undefined;
  /** What is wrong, for people. */
  message: string;
  /** Default: error. */
  severity?: "error" | "warning";
}

/** Says what is wrong with records. */
export type Validate<R = AnyRecord> = (
  records: R[],
  call: HostCall,
  // biome-ignore lint/suspicious/noConfusingVoidType: a function that finds nothing need not say so.
) => HostIssue[] | undefined | void | Promise<HostIssue[] | undefined | void>;

/** Gives for each record what it is to be: values as the file would have them, or as the record has them. */
export type Transform<R = AnyRecord> = (
  records: R[],
  call: HostCall,
) => { [K in keyof R]?: unknown }[] | Promise<{ [K in keyof R]?: unknown }[]>;

/** A schema of zod, valibot, arktype or another library, as https://standardschema.dev has it. */
export interface StandardSchema {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => StandardResult | Promise<StandardResult>;
  };
}

/** What such a schema says of a value. */
export interface StandardResult {
  readonly issues?:
    | readonly {
        readonly message: string;
        readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
      }[]
    | undefined;
}

/** How a file is read: what the host has said, and what was found from the file, with how sure that is. */
export interface Dialect extends EngineDialect {
  /** How sure the encoding is, from 0 to 1. */
  encodingConfidence: number;
}

/** How far a pass over the file has come. */
export interface Progress {
  phase: "check" | "validate" | "send";
  /** How much of `total` is done: bytes of the file while checking, records while the host validates and while sending. */
  done: number;
  total: number;
  /** Records checked, or sent, so far. */
  records: number;
  /** The page that is being sent, from 1, and the number of pages. */
  page?: number;
  totalPages?: number;
  /** From 2 on when a page is sent again. */
  attempt?: number;
}

/** What is common to things that take a while. */
export interface JobOptions {
  onProgress?: (progress: Progress) => void;
  /** Ends the job with the error `aborted`. */
  signal?: AbortSignal;
}

export interface CheckOptions extends JobOptions {
  /**
   * How pages will be asked for: the check counts them on its way. Otherwise, where pages are cut by their bytes, all are made
   * once more to be counted, unless they are asked for with nothing but defaults.
   */
  pages?: PagesOptions;
}

export interface PagesOptions {
  /** The most records in a page. Default: 1,000. */
  chunkSize?: number;
  /** The most bytes in a page's body; a larger record has a page of its own. Default: 524,288. */
  maxPageBytes?: number;
  /** Names this run of the import. Default: a random UUID. */
  uploadId?: string;
  /** Passed on in every page: anything that JSON can say. */
  extra?: unknown;
}

/** Where pages go. */
export interface Destination {
  /** A relay, or an endpoint of your own application. */
  url: string;
  /** The most records in a page. Default: 1,000. */
  chunkSize?: number;
  /** The header that the browser itself sends `authHeaderValue` in. Leave it out for a relay, which knows it. */
  authHeaderName?: string;
  retry?: RetryOptions;
}

/** When a page is sent again: after network errors, 408, 425, 429 and 5xx. */
export interface RetryOptions {
  /** The most requests for one page. Default: 8. */
  tries?: number;
  /** The first wait is at most this long, each further one at most twice the one before. Default: 500. */
  baseMs?: number;
  /** No wait is longer, unless the server asks for it. Default: 30,000. */
  maxMs?: number;
  /** How long an answer may take. Default: 30,000. */
  timeoutMs?: number;
}

export interface SendOptions<R = AnyRecord> extends JobOptions {
  destination?: Destination;
  /** The value of the auth header; a function is asked anew for every page. */
  authHeaderValue?: string | (() => string | Promise<string>);
  /** Passed on in every page: anything that JSON can say. */
  extra?: unknown;
  /** Gets every page; the next is made when its promise is fulfilled. After the delivery, where there is a destination. */
  onPage?: (page: Page<R>) => void | Promise<void>;
  /** The most records in a page, where the destination does not say. Default: 1,000. */
  chunkSize?: number;
  /** The most bytes in a page's body. Default: 524,288. */
  maxPageBytes?: number;
  /** Names this run of the import. Sending again under the same id lets receivers know pages that they have. */
  uploadId?: string;
  /** Called once before the first page, when its number is known. */
  onStart?: (upload: SendResult) => void;
}

export interface SendResult {
  uploadId: string;
  totalRecords: number;
  totalPages: number;
  /** Records left out because they are invalid, where the template's `onInvalid` is `skip`. `csv({ rows: "invalid" })` has them. */
  skipped: number;
}

/** What is written as CSV, and how. */
export interface CsvOptions {
  /**
   * The template's columns of valid records or of all, with values as in pages and invalid cells as they are; or invalid
   * rows with the file's columns, as edited, and the `reasons`. Default: `valid`.
   */
  rows?: "valid" | "invalid" | "all";
  /** Between cells: a tab or one ASCII sign. Default: a comma. */
  delimiter?: string;
  /**
   * What becomes of cells that a spreadsheet may take for a formula: `guard` puts an apostrophe before them unless they are
   * plain numbers such as -5, `guard-all` before those too, and `keep` leaves them. Default: `guard`.
   */
  formulas?: "guard" | "guard-all" | "keep";
  /** Whether it begins with a byte order mark, by which Excel knows UTF-8. Default: false. */
  bom?: boolean;
}

/** Which rows are looked at. */
export interface ViewOptions {
  /** Default: all that are not deleted. */
  rows?: "all" | "errors" | "warnings" | "changed" | "deleted";
  /** Where errors, warnings or the text are looked for: a column's key, or a header that feeds none. Default: everywhere. */
  column?: string;
  /** Only rows that have this in a cell, whatever its case. */
  text?: string;
}

/** A file that is being imported; `R` is what its records are, as `RecordOf` says. */
export interface Sheet<R = AnyRecord> {
  /** The headers, as the file has them. */
  readonly header: string[];
  /** Which header feeds which column. */
  readonly mapping: Mapping;
  /** How the file is read. */
  readonly dialect: Dialect;
  /** Has columns fed by something else, by their keys. The file has to be checked again. */
  setMapping(changes: Record<string, MappingChange>): Promise<Mapping>;
  /** Reads the whole file once: counts records and finds what is wrong with them. Then waits for the host's own functions, if
   * there are any. */
  check(options?: CheckOptions): Promise<CheckResult>;
  /** The cells of `count` records from `start` (from 0) on, wherever in the file they are. */
  rows(start: number, count: number): Promise<string[][]>;
  /** How many rows a view has. Checks the file first where that has not been done. */
  count(view?: ViewOptions): Promise<number>;
  /** The rows of a view from the place `start` (from 0) on, with their edits and what is wrong with them. */
  view(view: ViewOptions, start: number, count: number): Promise<ViewRow[]>;
  /** What is to blame for the issues, most often first: the most frequent values of each code in each column, at most so
   * many (default: 20). */
  causes(most?: number): Promise<Cause[]>;
  /** Answers one of the `questions` of a check: how all cells of a column are to be read. */
  decide(column: string, kind: Question["kind"], value: string): Promise<CheckResult>;
  /** Fixes a cause, as `fixesOf` says it can be, in one operation. */
  fix(fix: Fix): Promise<CheckResult>;
  /** Which texts of a select's cells that are none of its options may mean one (`Yes`, `y`, `TRUE`), and which don't, with
   * their counts; to be fixed by one operation `map`. */
  optionMatches(column: string): Promise<OptionMatches>;
  /** Edits rows: checks again what that can have changed, and gives what is known then. */
  edit(operation: Operation): Promise<CheckResult>;
  /** Takes the last operation back, or nothing where there is none. */
  undo(): Promise<CheckResult>;
  /** Does the operation again that was taken back last, or nothing where there is none. */
  redo(): Promise<CheckResult>;
  /** The operations that are done, as JSON: they can be applied to the same file again, also under another header. */
  log(): Promise<Operation[]>;
  /** Has these operations, and no others, done. */
  applyLog(log: Operation[]): Promise<CheckResult>;
  /** How the file was read, mapped and put right, but for single rows: for the next file like it. */
  recipe(): Promise<Recipe>;
  /** Maps as a recipe says, and does its operations after those that are done. How a file is read, only `openSheet` takes from it. */
  applyRecipe(recipe: Recipe): Promise<CheckResult>;
  /** The pages, made as they are asked for, a few of them ahead. Checks the file first where that has not been done. */
  pages(options?: PagesOptions): AsyncIterableIterator<Page<R>>;
  /** Delivers the pages one after another. Checks the file first where that has not been done. */
  send(options: SendOptions<R>): Promise<SendResult>;
  /** The records as CSV in UTF-8, made as it is read. Checks the file first where that has not been done. */
  csv(options?: CsvOptions): ReadableStream<Uint8Array>;
  /** Frees what the sheet holds. */
  close(): Promise<void>;
}

/** What only a page needs: where its worker and its engine come from. */
export interface WorkerOptions {
  /** Starts the worker. Default: `worker.js` beside this module. */
  worker?: () => Worker;
  /** The engine's address or bytes. Default: `engine/sheethook_bg.wasm` beside the worker. */
  wasm?: string | ArrayBuffer;
  /** Address or bytes of what is loaded besides for a template with a `pattern`. Default: `engine/pattern_bg.wasm` beside
   * the worker. */
  patternWasm?: string | ArrayBuffer;
}
