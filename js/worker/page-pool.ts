// Gives each page memory of its own, and takes it back when the page is released.
import { bringGarbage, type PageFacts } from "../api/page.js";

export type Memory = Uint8Array<ArrayBuffer>;

/** Released pages whose memory is kept for later ones. */
const MAX_SPARE = 4;

/** Memory for the pages of one run: whoever gets a page may keep it, send it away or release it. */
export class PagePool {
  readonly #spare: Memory[] = [];
  #released = 0;
  #settled = 0;

  /** The page's facts, with its bytes out of the batch's memory. Those that lie elsewhere are the page's own already. */
  own(facts: PageFacts, room: Memory | undefined): PageFacts {
    const { bytes } = facts;
    if (bytes.buffer !== room?.buffer) return facts;
    const spare = this.#spare.pop();
    const fits = spare && spare.length >= bytes.length;
    // With room to spare, pages of about the same size share one buffer; a page that is kept needs none.
    const size = this.#released > 0 ? bytes.length + (bytes.length >> 2) : bytes.length;
    const memory = fits ? spare : new Uint8Array(size);
    const own = memory.subarray(0, bytes.length);
    own.set(bytes);
    return { ...facts, bytes: own };
  }

  /** Takes the memory of a page that is released. */
  readonly take = (memory: Memory): void => {
    this.#released += 1;
    if (this.#spare.length < MAX_SPARE) this.#spare.push(memory);
  };

  /** Says that the page given last has been used. One that was not released becomes garbage. */
  settle(bytes: number): void {
    if (this.#released === this.#settled) bringGarbage(bytes);
    this.#settled = this.#released;
  }
}
