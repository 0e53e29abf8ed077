// A source in, the bytes of one run of pages after another out.
import { RUN_NUMBERS } from "./plan.js";
import { chunks, type Source } from "./source.js";

/** Reads a file once from its start to its end. Runs share some bytes: each begins at a row that is easily found. */
export class RunReader {
  readonly #runs: Float64Array;
  readonly #chunks: AsyncGenerator<Uint8Array, void>;
  /** What has been read and is still needed, and where in the file it begins. */
  #rest = new Uint8Array();
  #at: number;
  #reading: Promise<unknown> = Promise.resolve();

  constructor(source: Source, runs: Float64Array) {
    this.#runs = runs;
    this.#at = runs[0] ?? 0;
    this.#chunks = chunks(source, this.#at);
  }

  /** The bytes of the next run. Runs are asked for in order; nobody has to wait for one before asking for the next. */
  read(run: number): Promise<Uint8Array<ArrayBuffer>> {
    const read = this.#reading.then(() => this.#read(run));
    this.#reading = read.catch(() => {});
    return read;
  }

  async #read(run: number): Promise<Uint8Array<ArrayBuffer>> {
    const [from = 0, to = 0] = this.#runs.subarray(run * RUN_NUMBERS);
    const next = this.#runs[(run + 1) * RUN_NUMBERS] ?? to;
    const bytes = new Uint8Array(to - from);
    let filled = this.#take(bytes, 0, this.#rest, from - this.#at);
    while (filled < bytes.length) {
      const { value } = await this.#chunks.next();
      // A file that has become shorter gives fewer records than its check has found, and that is noticed.
      if (!value) return bytes.subarray(0, filled);
      this.#at = from + filled;
      filled = this.#take(bytes, filled, value, 0);
    }
    if (next < to) {
      // What the next run shares with this one goes before what has been read beyond it.
      const shared = bytes.subarray(next - from);
      const rest = new Uint8Array(shared.length + this.#rest.length);
      rest.set(shared);
      rest.set(this.#rest, shared.length);
      this.#rest = rest;
      this.#at = next;
    }
    return bytes;
  }

  /** Fills up from a piece, and keeps what is left of it. Gives how far it is filled. */
  #take(bytes: Uint8Array, filled: number, piece: Uint8Array, skip: number): number {
    const used = piece.subarray(skip, skip + bytes.length - filled);
    bytes.set(used, filled);
    // A copy: the piece's memory is read into again.
    this.#rest = piece.slice(skip + used.length);
    this.#at += skip + used.length;
    return filled + used.length;
  }
}
