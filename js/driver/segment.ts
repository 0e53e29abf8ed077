// A segment of a file in, what is known of it out: what a helper does for the worker that has the sheet.
import { type EngineSheet, Paging } from "../engine.js";
import type { RecipeReading } from "../recipe.js";
import type { PagingGiven } from "./given.js";
import { openEngine } from "./open-engine.js";
import { BlobSource, chunks, type Source } from "./source.js";

/** By what a helper reads a file as the sheet does. */
export interface SegmentSetup {
  /** In JSON. */
  template: string | undefined;
  reading: RecipeReading;
  /** The changes of the mapping, in JSON, in their order. */
  mapping: string[];
  /** How pages will be asked for. */
  paging: PagingGiven | undefined;
}

/** Bytes of the file, from the first to before the second. */
export interface Segment {
  from: number;
  to: number;
  /** Whether the file ends there. */
  atEnd: boolean;
  seed: bigint;
}

/** Reads one segment after another. */
export class SegmentReader {
  readonly #engine: EngineSheet;
  readonly #source: Source;
  /** The segment after which the next begins. */
  #last: Promise<unknown> = Promise.resolve();

  private constructor(engine: EngineSheet, source: Source) {
    this.#engine = engine;
    this.#source = source;
  }

  static async open(
    file: Blob,
    setup: SegmentSetup,
    loadPatterns: () => Promise<unknown>,
  ): Promise<SegmentReader> {
    const source = new BlobSource(file, 1);
    const engine = await openEngine(source, setup.template, setup.reading, loadPatterns);
    for (const changes of setup.mapping) engine.setMapping(changes);
    if (setup.paging) {
      const paging = new Paging(...setup.paging);
      engine.expectPages(paging);
      paging.free();
    }
    return new SegmentReader(engine, source);
  }

  /** What the sheet's engine joins, one segment after another; nothing where it has to read the segment by itself. */
  check(segment: Segment): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const checked = this.#last.then(() => this.#check(segment));
    this.#last = checked.catch(() => {});
    return checked;
  }

  async #check({ from, to, atEnd, seed }: Segment): Promise<Uint8Array<ArrayBuffer> | undefined> {
    this.#engine.startSegment(from, seed);
    for await (const bytes of chunks(this.#source, from, { to })) this.#engine.push(bytes);
    return this.#engine.finishSegment(to, atEnd) as Uint8Array<ArrayBuffer> | undefined;
  }
}
