// Pages that helpers make beside each other in, batches of them in their order out.
import type { Stretch } from "./helping.js";
import type { Memory } from "./make-pages.js";
import { type Batch, type Batches, newRoom } from "./page-run.js";
import type { Helper } from "./segments.js";

/** Stretches that each helper is ahead of what has been taken. */
const AHEAD = 2;

/** Has stretches made, each as one batch. */
export class StretchRun implements Batches {
  /** The stretch at that place; nothing behind the last. */
  readonly #stretch: (at: number) => Stretch | undefined;
  readonly #helpers: Helper[];
  /** Makes one without a helper. */
  readonly #own: (stretch: Stretch, room: Memory) => Promise<Batch>;
  /** Called once, when no more are wanted. */
  readonly #end: () => void;
  readonly #coming: Promise<Batch>[] = [];
  readonly #rooms: Memory[] = [];
  #next = 0;
  #asked = false;
  #ended = false;

  constructor(
    stretch: (at: number) => Stretch | undefined,
    helpers: Helper[],
    own: (stretch: Stretch, room: Memory) => Promise<Batch>,
    end: () => void,
  ) {
    this.#stretch = stretch;
    this.#helpers = helpers;
    this.#own = own;
    this.#end = end;
  }

  /** The next stretch, however many pages it has; memory that is given is for later ones. */
  async take(_limit: number, room?: Memory): Promise<Batch> {
    if (room) this.#rooms.push(room);
    while (!this.#asked && this.#coming.length < this.#helpers.length * AHEAD) this.#ask();
    const batch = await this.#coming.shift();
    if (!batch) await this.stop();
    return batch ?? { pages: [], room: new Uint8Array() };
  }

  async stop(): Promise<void> {
    this.#asked = true;
    if (!this.#ended) this.#end();
    this.#ended = true;
  }

  #ask(): void {
    const stretch = this.#stretch(this.#next);
    // In turn: all have as much to do.
    const helper = this.#helpers[this.#next % this.#helpers.length];
    if (!stretch || !helper) {
      this.#asked = true;
      return;
    }
    this.#next += 1;
    const made = helper.pages(stretch, this.#rooms.pop() ?? newRoom());
    const batch = made.catch(() => this.#own(stretch, newRoom()));
    // Whoever stops early never awaits it.
    batch.catch(() => {});
    this.#coming.push(batch);
  }
}
