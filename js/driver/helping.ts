// A segment of a file in, what is known of it out; some pages' place in, the pages out: what a helper does for the worker that
// has the sheet.
import { type EngineSheet, Paging } from "../engine.js";
import type { PageFacts } from "../page.js";
import type { RecipeReading } from "../recipe.js";
import type { PagingGiven } from "./given.js";
import { type Memory, makePages, type Upload } from "./make-pages.js";
import { openEngine } from "./open-engine.js";
import { type Batch, factsOf } from "./page-run.js";
import { BlobSource, begun, chunks, type Source } from "./source.js";

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
  seed: bigint;
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
  check({ from, to, atEnd, seed, paging }: Segment): Promise<Memory | undefined> {
    // Read while what is before it is done.
    const pieces = begun(chunks(this.#source, from, { to }));
    return this.#inTurn(async () => {
      if (paging) withPaging(paging, (given) => this.#engine.expectPages(given));
      this.#engine.startSegment(from, seed);
      for await (const bytes of pieces) this.#engine.push(bytes);
      return this.#engine.finishSegment(to, atEnd) as Memory | undefined;
    });
  }

  /** The pages of a stretch. */
  pages(stretch: Stretch, room: Memory): Promise<Batch> {
    const pieces = begun(chunks(this.#source, stretch.from, { to: stretch.to }));
    return this.#inTurn(() => pagesOf(this.#engine, pieces, stretch, room, () => {}));
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => {});
    return done;
  }
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

function withPaging<T>(given: PagingGiven, work: (paging: Paging) => T): T {
  const paging = new Paging(...given);
  try {
    return work(paging);
  } finally {
    paging.free();
  }
}
