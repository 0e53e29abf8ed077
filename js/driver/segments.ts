// A large file in, its segments checked by helpers beside each other, and what they find joined in its order.
import type { EngineSheet } from "../engine.js";
import { throwIfAborted } from "../error.js";
import type { PagingGiven } from "./given.js";
import type { Helper } from "./helpers.js";
import type { Segment } from "./helping.js";
import { chunks, type Source } from "./source.js";

/** A segment: large beside what it costs to begin one, and what is known of it isn't much. */
const SEGMENT_BYTES = 16 << 20;

/** Where a segment may begin is guessed from so many bytes. */
const GUESS_BYTES = 256 << 10;

/** Segments that a helper is ahead of what has been joined. What is known of them waits in memory. */
const AHEAD = 2;

/** What is to be checked, and who helps. */
export interface SegmentsJob {
  /** It has begun to check the file. */
  engine: EngineSheet;
  source: Source;
  size: number;
  helpers: Helper[];
  /** How pages will be asked for. */
  paging: PagingGiven | undefined;
  /** Called whenever more of the file is known. */
  onProgress: () => void;
  signal: AbortSignal;
}

/** Has helpers check the file, and joins what they find. Only the end is left to be said. */
export async function checkInSegments(job: SegmentsJob): Promise<void> {
  const { engine, source, onProgress, signal } = job;
  const asked = new Asked(job);
  for (let next = await asked.next(); next; next = await asked.next()) {
    const known = await next.answer;
    throwIfAborted(signal);
    if (!known || !engine.join(known)) {
      for await (const bytes of chunks(source, engine.reached(), { to: next.to, signal })) {
        engine.push(bytes);
        onProgress();
      }
    }
    onProgress();
  }
}

/** A segment that has been asked for; nothing is answered where the sheet's engine has to read it. */
interface Waiting {
  to: number;
  answer: Promise<Uint8Array | undefined> | undefined;
}

/** The segments that have been asked for, in their order. */
class Asked {
  readonly #job: SegmentsJob;
  readonly #told: Uint8Array;
  readonly #waiting: Waiting[] = [];
  #from: number;
  #count = 0;

  constructor(job: SegmentsJob) {
    this.#job = job;
    this.#told = job.engine.segmentTold();
    this.#from = job.engine.dataOffset();
  }

  /** The next to be joined; those behind it are asked for meanwhile. */
  async next(): Promise<Waiting | undefined> {
    const { size, helpers } = this.#job;
    while (this.#from < size && this.#waiting.length < helpers.length * AHEAD) {
      const to = await this.#end();
      // Where no row was found near, most is in few rows, and the sheet's own engine tells how far it has come.
      const isShort = to - this.#from <= SEGMENT_BYTES + GUESS_BYTES;
      this.#waiting.push({ to, answer: isShort ? this.#ask(this.#from, to) : undefined });
      this.#from = to;
    }
    return this.#waiting.shift();
  }

  #ask(from: number, to: number): Promise<Uint8Array | undefined> | undefined {
    const { size, helpers, paging } = this.#job;
    const segment: Segment = { from, to, atEnd: to === size, told: this.#told, paging };
    // In turn: all have as much to do.
    const helper = helpers[this.#count % helpers.length];
    this.#count += 1;
    return helper?.check(segment).catch(() => undefined);
  }

  /** Where the next segment ends: before a row, as far as can be guessed. */
  async #end(): Promise<number> {
    const { engine, source, size } = this.#job;
    for (let at = this.#from + SEGMENT_BYTES; at < size; at += SEGMENT_BYTES) {
      const bytes = await source.read(at, Math.min(at + GUESS_BYTES, size));
      const row = engine.guessRow(at, bytes);
      if (row !== undefined) return row;
    }
    return size;
  }
}
