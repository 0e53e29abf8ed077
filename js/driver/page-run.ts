// Gives out pages in batches.
import type { PageFacts } from "../api/page.js";
import type { Memory } from "./make-pages.js";

type Pages = AsyncGenerator<PageFacts, void, Memory | undefined>;

/** Bytes of pages in a batch: in larger ones less of a browser's memory goes with each page, in smaller ones more messages. */
const BATCH_BYTES = 4 << 20;

/** Some pages, and the memory in which most of them lie. */
export interface Batch {
  pages: PageFacts[];
  room: Memory;
}

/** Memory for a batch. */
function newRoom(): Memory {
  return new Uint8Array(BATCH_BYTES);
}

/** What of a page can be sent. */
export function factsOf({ uploadId, page, pageSize, totalPages, totalRecords, bytes }: PageFacts): PageFacts {
  return { uploadId, page, pageSize, totalPages, totalRecords, bytes };
}

/** All that a batch holds, which changes hands with it. */
export function buffersOf({ pages, room }: Batch): ArrayBuffer[] {
  return [...new Set([room.buffer, ...pages.map(({ bytes }) => bytes.buffer)])];
}

/** A run over the pages: a message for each would cost as much as making it, and so would a buffer that changes threads. */
export class PageRun {
  readonly #pages: Pages;
  #failure: { error: unknown } | undefined;
  /** The batch that is made, after which comes the next that is asked for. */
  #making: Promise<unknown> = Promise.resolve();

  constructor(pages: Pages) {
    this.#pages = pages;
  }

  /** The next pages, at most so many, made into that memory as long as there is room; none at the end. */
  take(limit: number, room = newRoom()): Promise<Batch> {
    const batch = this.#making.then(() => this.#take(limit, room));
    this.#making = batch.catch(() => {});
    return batch;
  }

  async #take(limit: number, room: Memory): Promise<Batch> {
    const pages: PageFacts[] = [];
    try {
      if (this.#failure) throw this.#failure.error;
      let free = room;
      for (let longest = 0; pages.length < limit && longest < free.length; ) {
        const next = await this.#pages.next(free);
        if (next.done) break;
        pages.push(factsOf(next.value));
        const { bytes } = next.value;
        // One that was too long for what is free has memory of its own.
        if (bytes.buffer !== room.buffer) break;
        longest = Math.max(longest, bytes.length);
        free = free.subarray(bytes.length);
      }
    } catch (error) {
      // The pages before it are good, and it is told to whoever asks for the one that it struck.
      if (pages.length === 0) throw error;
      this.#failure = { error };
    }
    return { pages, room };
  }

  async stop(): Promise<void> {
    await this.#pages.return();
  }
}
