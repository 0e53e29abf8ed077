// A page: its place among the pages, and its bytes.

/** A record whose template TypeScript doesn't know. */
export interface AnyRecord {
  [key: string]: unknown;
}

/** The body of a request, as JSON. */
export interface PageBody<Record = AnyRecord> {
  /** The template's code; null without a template. */
  template: string | null;
  uploadId: string;
  data: Record[];
  /** Records in all pages. */
  totalRecords: number;
  totalPages: number;
  /** From 1. */
  page: number;
  /** Records in this page. */
  pageSize: number;
  /** What the host passed along; null when it passed nothing. */
  extra: unknown;
}

/** What can be sent from a worker to its page. */
export interface PageFacts {
  uploadId: string;
  /** From 1. */
  page: number;
  /** Records in this page. */
  pageSize: number;
  totalPages: number;
  totalRecords: number;
  /** The request's body: JSON in UTF-8. */
  bytes: Uint8Array<ArrayBuffer>;
}

/** A piece of garbage, of 32 kB, for so many bytes of pages. */
const BYTES_PER_PIECE = 256 << 10;

/** The latest garbage; kept, so that no compiler finds it idle. */
let garbage: unknown[] = new Array(8192);

/**
 * V8 frees short-lived buffers when it collects its young generation, and only objects on the JavaScript heap bring that
 * about. Without any, hundreds of megabytes of pages that nobody holds any more pile up. So a page brings garbage along
 * in proportion to its bytes, in pieces small enough to be young. `npm run bench` prints the memory.
 */
export function bringGarbage(bytes: number): void {
  for (let left = bytes; left > 0; left -= BYTES_PER_PIECE) garbage = new Array(garbage.length);
}

/** A page of records, made when it was asked for. */
export class Page<Record = AnyRecord> implements PageFacts {
  readonly uploadId: string;
  readonly page: number;
  readonly pageSize: number;
  readonly totalPages: number;
  readonly totalRecords: number;
  #bytes: Uint8Array<ArrayBuffer>;
  readonly #take: ((bytes: Uint8Array<ArrayBuffer>) => void) | undefined;

  /** `take` gets the memory of a page that is released. */
  constructor(facts: PageFacts, take?: (bytes: Uint8Array<ArrayBuffer>) => void) {
    this.uploadId = facts.uploadId;
    this.page = facts.page;
    this.pageSize = facts.pageSize;
    this.totalPages = facts.totalPages;
    this.totalRecords = facts.totalRecords;
    this.#bytes = facts.bytes;
    this.#take = take;
  }

  /** The request's body: JSON in UTF-8. Yours to keep, unless you release it. */
  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes;
  }

  /**
   * Gives the page's memory back: a later page is written over it, which is faster than new memory for each. Call it,
   * if at all, when nobody needs `bytes` any more; it is empty afterwards.
   */
  release(): void {
    if (this.#bytes.length === 0) return;
    this.#take?.(new Uint8Array(this.#bytes.buffer));
    this.#bytes = new Uint8Array();
  }

  /** The same for this page whenever it is made and sent: a receiver that has seen it can ignore the page. */
  get idempotencyKey(): string {
    return `${this.uploadId}_${this.page}`;
  }

  /** The body as an object. JavaScript rounds integers above 2^53; `bytes` has every digit. */
  json(): PageBody<Record> {
    return JSON.parse(new TextDecoder().decode(this.bytes));
  }
}
