// Pages made one by one in, batches of them out.
import type { Page } from "../page.js";

type Memory = Uint8Array<ArrayBuffer>;
type Pages = AsyncGenerator<Page, void, Memory | undefined>;

/** A batch that has so many bytes takes no further page. */
const BATCH_BYTES = 2 << 20;

/** A run over the pages: a message for each would cost as much as making it. */
export class PageRun {
  readonly #pages: Pages;
  #failure: { error: unknown } | undefined;

  constructor(pages: Pages) {
    this.#pages = pages;
  }

  /** The next pages, at most so many, made over the memory that is given back; none at the end. */
  async take(limit: number, used: Memory[]): Promise<Page[]> {
    const batch: Page[] = [];
    try {
      if (this.#failure) throw this.#failure.error;
      for (let bytes = 0; batch.length < limit && bytes < BATCH_BYTES; ) {
        const next = await this.#pages.next(used.pop());
        if (next.done) break;
        batch.push(next.value);
        bytes += next.value.bytes.length;
      }
    } catch (error) {
      // The pages before it are good, and it is told to whoever asks for the one that it struck.
      if (batch.length === 0) throw error;
      this.#failure = { error };
    }
    return batch;
  }

  async stop(): Promise<void> {
    await this.#pages.return();
  }
}
