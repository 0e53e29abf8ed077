// A large file in, helpers that check its segments beside each other, and what they find joined in its order.
import type { EngineSheet } from "../engine.js";
import { throwIfAborted } from "../error.js";
import type { PagingGiven } from "./given.js";
import type { Helper } from "./helpers.js";
import type { Segment } from "./helping.js";
import { chunks, type Source } from "./source.js";

/** A segment: large beside what it costs to begin one, small beside what is in memory anyway. */
const SEGMENT_BYTES = 32 << 20;

/** Where a segment may begin is guessed from so many bytes. */
const GUESS_BYTES = 256 << 10;

/** Segments that a helper is ahead of what has been joined. What is known of them waits in memory. */
const AHEAD = 2;

/** Has helpers check a file that an engine has begun to check, and joins what they find. Only the end is left to be said. */
export async function checkInSegments(
  engine: EngineSheet,
  source: Source,
  size: number,
  helpers: Helper[],
  paging: PagingGiven | undefined,
  onJoined: () => void,
  signal: AbortSignal,
): Promise<void> {
  const asked = new Asked(engine, source, size, helpers, paging);
  for (let next = await asked.next(); next; next = await asked.next()) {
    const { segment, answer } = next;
    const known = await answer;
    throwIfAborted(signal);
    if (!known || !engine.join(known)) {
      for await (const bytes of chunks(source, engine.reached(), { to: segment.to, signal })) {
        engine.push(bytes);
      }
    }
    onJoined();
  }
}

/** The segments that have been asked for, in their order. */
class Asked {
  readonly #engine: EngineSheet;
  readonly #source: Source;
  readonly #size: number;
  readonly #helpers: Helper[];
  readonly #paging: PagingGiven | undefined;
  readonly #waiting: { segment: Segment; answer: Promise<Uint8Array | undefined> }[] = [];
  #from: number;
  #count = 0;

  constructor(
    engine: EngineSheet,
    source: Source,
    size: number,
    helpers: Helper[],
    paging: PagingGiven | undefined,
  ) {
    this.#engine = engine;
    this.#source = source;
    this.#size = size;
    this.#helpers = helpers;
    this.#paging = paging;
    this.#from = engine.dataOffset();
  }

  /** The next to be joined; those behind it are asked for meanwhile. */
  async next() {
    while (this.#from < this.#size && this.#waiting.length < this.#helpers.length * AHEAD) {
      const to = await this.#end();
      const atEnd = to === this.#size;
      const segment = { from: this.#from, to, atEnd, seed: this.#engine.seed(), paging: this.#paging };
      this.#from = to;
      // In turn: all have as much to do.
      const helper = this.#helpers[this.#count % this.#helpers.length];
      this.#count += 1;
      const answer = helper?.check(segment).catch(() => undefined) ?? Promise.resolve(undefined);
      this.#waiting.push({ segment, answer });
    }
    return this.#waiting.shift();
  }

  /** Where the next segment ends: before a row, as far as can be guessed. */
  async #end(): Promise<number> {
    for (let at = this.#from + SEGMENT_BYTES; at < this.#size; at += SEGMENT_BYTES) {
      const bytes = await this.#source.read(at, Math.min(at + GUESS_BYTES, this.#size));
      const row = this.#engine.guessRow(at, bytes);
      if (row !== undefined) return row;
    }
    return this.#size;
  }
}
