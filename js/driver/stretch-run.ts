// Pages that helpers make beside each other in, batches of them in their order out.
import type { EngineSheet, Paging } from "../engine.js";
import type { PagingGiven } from "./given.js";
import type { Stretch } from "./helping.js";
import type { Memory, Upload } from "./make-pages.js";
import { type Batch, type Batches, newRoom } from "./page-run.js";
import type { Helper } from "./segments.js";

/** Stretches that each helper is ahead of what has been taken. */
const AHEAD = 2;

/** Has the stretches made, each as one batch. */
export class StretchRun implements Batches {
  readonly #engine: EngineSheet;
  readonly #paging: Paging;
  readonly #given: PagingGiven;
  readonly #upload: Upload;
  readonly #helpers: Helper[];
  /** Makes one without a helper. */
  readonly #own: (stretch: Stretch, room: Memory) => Promise<Batch>;
  readonly #coming: Promise<Batch>[] = [];
  readonly #rooms: Memory[] = [];
  #next = 0;
  #ended = false;

  constructor(
    engine: EngineSheet,
    paging: Paging,
    given: PagingGiven,
    upload: Upload,
    helpers: Helper[],
    own: (stretch: Stretch, room: Memory) => Promise<Batch>,
  ) {
    this.#engine = engine;
    this.#paging = paging;
    this.#given = given;
    this.#upload = upload;
    this.#helpers = helpers;
    this.#own = own;
  }

  /** The next stretch, however many pages it has; memory that is given is for later ones. */
  async take(_limit: number, room?: Memory): Promise<Batch> {
    if (room) this.#rooms.push(room);
    while (!this.#ended && this.#coming.length < this.#helpers.length * AHEAD) this.#ask();
    return (await this.#coming.shift()) ?? { pages: [], room: new Uint8Array() };
  }

  async stop(): Promise<void> {
    this.#end();
  }

  #ask(): void {
    const { totalPages } = this.#upload;
    const found = this.#engine.pageStretch(this.#paging, totalPages, this.#next);
    if (!found) {
      this.#end();
      return;
    }
    const { from, to, told } = found;
    found.free();
    const stretch = { from, to, told, paging: this.#given, upload: this.#upload };
    // In turn: all have as much to do.
    const helper = this.#helpers[this.#next % this.#helpers.length];
    this.#next += 1;
    const made = helper?.pages(stretch, this.#rooms.pop() ?? newRoom());
    const batch = made?.catch(() => this.#own(stretch, newRoom())) ?? this.#own(stretch, newRoom());
    // Whoever stops early never awaits it.
    batch.catch(() => {});
    this.#coming.push(batch);
  }

  #end(): void {
    if (!this.#ended) this.#paging.free();
    this.#ended = true;
  }
}
