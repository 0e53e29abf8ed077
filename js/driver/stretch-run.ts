// Pages that helpers make beside each other in, batches of them in their order out.

import type { Helper } from "./helpers.js";
import type { Stretch } from "./helping.js";
import type { Memory } from "./make-pages.js";
import { type Batch, type Batches, newRoom } from "./page-run.js";

/** Stretches that each helper is ahead of what has been taken. */
const AHEAD = 2;

/** Has stretches made, each as one batch. */
export class StretchRun implements Batches {
  readonly #stretches: Stretch[];
  readonly #helpers: Helper[];
  /** Makes one without a helper. */
  readonly #own: (stretch: Stretch, room: Memory) => Promise<Batch>;
  /** Called once, when no more are wanted, nor made. */
  readonly #end: () => void;
  readonly #coming: Promise<Batch>[] = [];
  readonly #rooms: Memory[] = [];
  #asked = 0;
  #making = 0;
  #stopped = false;

  constructor(
    stretches: Stretch[],
    helpers: Helper[],
    own: (stretch: Stretch, room: Memory) => Promise<Batch>,
    end: () => void,
  ) {
    this.#stretches = stretches;
    this.#helpers = helpers;
    this.#own = own;
    this.#end = end;
  }

  /** The next stretch, however many pages it has; memory that is given is for later ones. */
  async take(_limit: number, room?: Memory): Promise<Batch> {
    if (room) this.#rooms.push(room);
    while (!this.#stopped && this.#coming.length < this.#helpers.length * AHEAD && this.#ask());
    const batch = await this.#coming.shift();
    if (!batch) await this.stop();
    return batch ?? { pages: [], room: new Uint8Array() };
  }

  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    if (this.#making === 0) this.#end();
  }

  /** Asks for the next; false where there is none. */
  #ask(): boolean {
    const stretch = this.#stretches[this.#asked];
    // In turn: all have as much to do.
    const helper = this.#helpers[this.#asked % this.#helpers.length];
    if (!stretch || !helper) return false;
    this.#asked += 1;
    const made = helper.pages(stretch, this.#rooms.pop() ?? newRoom());
    const batch = made.catch(() => this.#own(stretch, newRoom()));
    this.#making += 1;
    const done = () => {
      this.#making -= 1;
      if (this.#stopped && this.#making === 0) this.#end();
    };
    // Whoever stops early never awaits it.
    batch.then(done, done);
    this.#coming.push(batch);
    return true;
  }
}
