// A segment of a file in, what is known of it out; some pages' place in, the pages out: what a helper does for the worker that
// has the sheet.
import type { EngineSheet } from "../engine.js";
import type { PageFacts } from "../page.js";
import type { RecipeReading } from "../recipe.js";
import { type PagingGiven, withPaging } from "./given.js";
import { type Memory, makePages, type Upload } from "./make-pages.js";
import { openEngine } from "./open-engine.js";
import { type Batch, factsOf } from "./page-run.js";
import { BlobSource, chunks, type Source } from "./source.js";

/** By what a helper reads a file as the sheet does. */
export interface HelpSetup {
  /** In JSON. */
  template: string | undefined;
  reading: RecipeReading;
  /** The changes of the mapping, in JSON, in their order. */
  mapping: string[];
}

/** Bytes of the file, from the first to before the second. */
export interface Segment {
  from: number;
  to: number;
  /** Whether the file ends there. */
  atEnd: boolean;
  /** What the engine that joins it tells. */
  told: Uint8Array;
  /** How pages will be asked for. */
  paging: PagingGiven | undefined;
}

/** Pages that are made together, and the bytes of the file that hold their records, to the file's end where none is said. */
export interface Stretch {
  from: number;
  to: number | undefined;
  /** In the engine's words. */
  told: Uint8Array;
  paging: PagingGiven;
  upload: Upload;
}

type Pieces = AsyncGenerator<Uint8Array, void>;

/** Does one thing after another. */
export class Helping {
  readonly #engine: EngineSheet;
  readonly #source: Source;
  /** What is done, after which the next begins. */
  #last: Promise<unknown> = Promise.resolve();

  private constructor(engine: EngineSheet, source: Source) {
    this.#engine = engine;
    this.#source = source;
  }

  static async open(file: Blob, setup: HelpSetup, loadPatterns: () => Promise<unknown>): Promise<Helping> {
    const source = new BlobSource(file, 1);
    const engine = await openEngine(source, setup.template, setup.reading, loadPatterns);
    for (const changes of setup.mapping) engine.setMapping(changes);
    return new Helping(engine, source);
  }

  /** What the sheet's engine joins; nothing where it has to read the segment by itself. */
  check({ from, to, atEnd, told, paging }: Segment): Promise<Memory | undefined> {
    return this.#inTurn(chunks(this.#source, from, { to }), async (pieces) => {
      if (paging) withPaging(paging, (given) => this.#engine.expectPages(given));
      this.#engine.startSegment(from, told);
      for await (const bytes of pieces) this.#engine.push(bytes);
      return this.#engine.finishSegment(to, atEnd) as Memory | undefined;
    });
  }

  /** The pages of a stretch. */
  pages(stretch: Stretch, room: Memory): Promise<Batch> {
    return this.#inTurn(chunks(this.#source, stretch.from, { to: stretch.to }), (pieces) =>
      pagesOf(this.#engine, pieces, stretch, room, () => {}),
    );
  }

  /** Does something with pieces of the file, the first of which is read while what is before it is done. */
  #inTurn<T>(read: Pieces, work: (pieces: Pieces) => Promise<T>): Promise<T> {
    const first = read.next();
    // Whoever never comes to it never hears of it.
    first.catch(() => {});
    const done = this.#last.then(async () => {
      try {
        return await work(begun(first, read));
      } finally {
        await read.return();
      }
    });
    this.#last = done.catch(() => {});
    return done;
  }
}

/** The pieces of which the first has been asked for. */
async function* begun(first: Promise<IteratorResult<Uint8Array, void>>, rest: Pieces): Pieces {
  const { done, value } = await first;
  if (done) return;
  yield value;
  yield* rest;
}

/** The pages of a stretch, made of its bytes by an engine that has opened the same file. */
export async function pagesOf(
  engine: EngineSheet,
  pieces: AsyncIterable<Uint8Array>,
  { told, paging, upload }: Stretch,
  room: Memory,
  permit: () => void,
): Promise<Batch> {
  const pager = withPaging(paging, (given) => engine.stretchPager(told, given));
  try {
    const made = makePages(pager, pieces, upload, permit, room);
    const pages: PageFacts[] = [];
    let free = room;
    for (let next = await made.next(); !next.done; next = await made.next(free)) {
      pages.push(factsOf(next.value));
      const { bytes } = next.value;
      // One that is too long for what is free has memory of its own.
      if (bytes.buffer === room.buffer) free = free.subarray(bytes.length);
    }
    return { pages, room };
  } finally {
    pager.free();
  }
}
