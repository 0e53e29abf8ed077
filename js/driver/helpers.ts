// What starts helpers in, those that a large file is worth out, as long as they have something to do.
import type { HelpSetup, Segment, Stretch } from "./helping.js";
import type { Memory } from "./make-pages.js";
import type { Batch } from "./page-run.js";

/** An engine of its own, in a worker of its own. */
export interface Helper {
  /** What is known of a segment; nothing where the helper can't tell. */
  check(segment: Segment): Promise<Uint8Array | undefined>;
  /** The pages of a stretch, in the memory that is lent. */
  pages(stretch: Stretch, room: Memory): Promise<Batch>;
  stop(): void;
}

/** Starts helpers, as many as can be had. */
export type StartHelpers = (file: Blob, setup: HelpSetup) => Promise<Helper[]>;

/** Smaller files are done sooner than helpers have begun. */
const LARGE_BYTES = 128 << 20;

/** Helpers that have had nothing to do for so long take no more memory. */
const IDLE_MS = 5000;

/** Helpers that somebody uses: all of one start. */
export interface Lease {
  readonly helpers: Helper[];
  /** Says, once, that they are needed no more. They wait: most often pages are wanted soon after the check. */
  release(): void;
  /** Ends them, whatever they do. */
  stop(): void;
}

/** The helpers of one sheet. */
export class Helpers {
  /** By what they read the file as the sheet does. */
  readonly setup: HelpSetup;
  readonly #start: StartHelpers | undefined;
  readonly #file: Blob | undefined;
  #crew: Crew | undefined;
  #closed = false;

  constructor(start: StartHelpers | undefined, file: Blob | undefined, setup: HelpSetup) {
    this.#start = start;
    this.#file = file;
    this.setup = setup;
  }

  /** Whether there may be some. */
  get possible(): boolean {
    const { size = 0 } = this.#file ?? {};
    return this.#start !== undefined && size >= LARGE_BYTES && !this.#closed;
  }

  /** Those that there are, started if need be. */
  async lease(): Promise<Lease> {
    if (this.#crew?.ended) this.#crew = undefined;
    if (this.#start && this.#file && this.possible)
      this.#crew ??= new Crew(this.#start(this.#file, this.setup));
    return this.#crew?.lease() ?? { helpers: [], release() {}, stop() {} };
  }

  /** Has whoever needs helpers from now on get others: these read the file in another way. */
  retire(): void {
    this.#crew?.retire();
    this.#crew = undefined;
  }

  close(): void {
    this.#closed = true;
    this.#crew?.stop();
  }
}

/** Helpers that were started together, and end together. */
class Crew {
  readonly #helpers: Promise<Helper[]>;
  #uses = 0;
  #retired = false;
  #dismissal: ReturnType<typeof setTimeout> | undefined;
  ended = false;

  constructor(helpers: Promise<Helper[]>) {
    this.#helpers = helpers;
  }

  async lease(): Promise<Lease> {
    this.#uses += 1;
    clearTimeout(this.#dismissal);
    const helpers = await this.#helpers;
    return { helpers, release: () => this.#release(), stop: () => this.stop() };
  }

  #release(): void {
    this.#uses -= 1;
    if (this.#uses > 0) return;
    if (this.#retired) this.stop();
    else this.#dismissal = setTimeout(() => this.stop(), IDLE_MS);
  }

  retire(): void {
    this.#retired = true;
    if (this.#uses === 0) this.stop();
  }

  stop(): void {
    this.ended = true;
    clearTimeout(this.#dismissal);
    this.#helpers.then((helpers) => {
      for (const helper of helpers) helper.stop();
    });
  }
}
