// A Blob's bytes in UTF-8, anywhere in it and never all at once.
import { foreign } from "../api/engine.js";
import { SheethookError, throwIfAborted } from "../api/error.js";
import { encodingNamed, findEncoding } from "./encoding.js";
import type { Found } from "./legacy-encoding.js";
import type { Spool } from "./spool.js";

/** Bytes of UTF-8 that can be read anywhere. */
export interface Source {
  /** What the file's text is written in, by its name in the Encoding Standard. */
  readonly encoding: string;
  /** How sure that is, from 0 to 1. */
  readonly confidence: number;
  /** The bytes from `from` up to `to`; fewer only where the file ends. */
  read(from: number, to: number): Promise<Uint8Array>;
  /** Reads all bytes from `from` on, up to `to` where that is given. */
  reader(from: number, to?: number): Reader;
  /** How much of the work is done when everything before this byte has been used. */
  progress(offset: number): { done: number; total: number };
  close(): Promise<void>;
}

/** Two of these are in memory at a time: one that is worked on, one that is read ahead. */
const CHUNK_BYTES = 1 << 20;

/** Every signature of a file that is no text is shorter. */
const SIGNATURE_BYTES = 16;

/** Opens a Blob; what is not UTF-8 is rewritten into a spool as it is read. */
export async function openSource(
  blob: Blob,
  given: string | undefined,
  openSpool: () => Promise<Spool>,
): Promise<Source> {
  const { encoding, confidence } = await encodingOf(blob, given);
  if (encoding === "utf-8") return new BlobSource(blob, confidence);
  return new SpooledSource(blob, encoding, confidence, await openSpool());
}

async function encodingOf(blob: Blob, given: string | undefined): Promise<Found> {
  // What is no text has no encoding: the engine refuses it as it is.
  if (foreign(await readBlob(blob, 0, SIGNATURE_BYTES))) return { encoding: "utf-8", confidence: 1 };
  if (given !== undefined) return { encoding: encodingNamed(given), confidence: 1 };
  return findEncoding((from, to) => readBlob(blob, from, to), blob.size);
}

/** All bytes from `from` on, or those before `to`, chunk by chunk, the next being read while one is worked on. */
export async function* chunks(
  source: Source,
  from: number,
  { to, signal }: { to?: number; signal?: AbortSignal | undefined } = {},
): AsyncGenerator<Uint8Array, void> {
  const read = source.reader(from, to);
  try {
    let next = read.next();
    for (;;) {
      const bytes = await next;
      throwIfAborted(signal);
      if (!bytes) return;
      next = read.next();
      // Whoever stops early never awaits the chunk that is read ahead.
      next.catch(() => {});
      yield bytes;
    }
  } finally {
    read.cancel();
  }
}

/** Gives one chunk after another; a chunk may be overwritten when the second after it is asked for. */
interface Reader {
  next(): Promise<Uint8Array | undefined>;
  cancel(): void;
}

/** Reads slices. */
function sliceReader(source: Source, from: number, to = Number.POSITIVE_INFINITY): Reader {
  let at = from;
  let ended = false;
  return {
    async next() {
      if (ended) return undefined;
      const start = at;
      at = Math.min(at + CHUNK_BYTES, to);
      const bytes = await source.read(start, at);
      ended = bytes.length < CHUNK_BYTES;
      return bytes.length > 0 ? bytes : undefined;
    },
    cancel() {
      ended = true;
    },
  };
}

/**
 * Readers that are at work. Chromium collects a BYOB reader that waits for its file when nothing else than what waits
 * for it points to it; the read would then never end.
 */
const atWork = new Set<ReadableStreamBYOBReader>();

/** Buffers that readers have left, for those that come after them. */
const spare: ArrayBuffer[] = [];

/** More are not kept. */
const MAX_SPARE = 4;

/** Reads a stream into two buffers in turn, so that reading leaves no garbage behind. None where the browser can't. */
function byteReader(blob: Blob): Reader | undefined {
  let reader: ReadableStreamBYOBReader;
  try {
    reader = blob.stream().getReader({ mode: "byob" });
  } catch {
    return undefined;
  }
  atWork.add(reader);
  const newBuffer = () => spare.pop() ?? new ArrayBuffer(CHUNK_BYTES);
  const free = [newBuffer(), newBuffer()];
  return {
    async next() {
      const view = new Uint8Array(free.shift() ?? newBuffer());
      const { value } = await unreadable(reader.read(view));
      if (value) free.push(value.buffer);
      return value && value.length > 0 ? value : undefined;
    },
    cancel() {
      atWork.delete(reader);
      reader.cancel().catch(() => {});
      spare.push(...free.splice(0, MAX_SPARE - spare.length));
    },
  };
}

/** A file in UTF-8. */
class BlobSource implements Source {
  readonly encoding = "utf-8";
  readonly confidence: number;
  readonly #file: Blob;

  constructor(blob: Blob, confidence: number) {
    this.#file = blob;
    this.confidence = confidence;
  }

  read(from: number, to: number): Promise<Uint8Array> {
    return readBlob(this.#file, from, to);
  }

  reader(from: number, to?: number): Reader {
    return byteReader(this.#file.slice(from, to)) ?? sliceReader(this, from, to);
  }

  progress(offset: number): { done: number; total: number } {
    return { done: Math.min(offset, this.#file.size), total: this.#file.size };
  }

  async close(): Promise<void> {}
}

/** A file in another encoding, rewritten as far as anyone has asked for. */
class SpooledSource implements Source {
  readonly encoding: string;
  readonly confidence: number;
  readonly #blob: Blob;
  readonly #decoder: TextDecoder;
  readonly #encoder = new TextEncoder();
  readonly #spool: Spool;
  #read = 0;
  #written = 0;
  #ended = false;
  #advancing: Promise<void> | undefined;

  constructor(blob: Blob, encoding: string, confidence: number, spool: Spool) {
    this.encoding = encoding;
    this.confidence = confidence;
    this.#blob = blob;
    this.#decoder = new TextDecoder(encoding);
    this.#spool = spool;
  }

  async read(from: number, to: number): Promise<Uint8Array> {
    while (this.#written < to && !this.#ended) {
      // Whoever asks first rewrites the next chunk; everyone else waits for it.
      // A chunk that could not be written is lost to the decoder, so a failure stays.
      this.#advancing ??= this.#advance().then(() => {
        this.#advancing = undefined;
      });
      await this.#advancing;
    }
    return this.#spool.read(from, Math.min(to, this.#written));
  }

  reader(from: number, to?: number): Reader {
    return sliceReader(this, from, to);
  }

  async #advance(): Promise<void> {
    const bytes = await readBlob(this.#blob, this.#read, this.#read + CHUNK_BYTES);
    this.#read += bytes.length;
    const last = this.#read >= this.#blob.size;
    const begun = this.#decoder.decode(bytes, { stream: true });
    const text = this.#encoder.encode(last ? begun + this.#decoder.decode() : begun);
    if (text.length > 0) await this.#spool.append(text);
    this.#written += text.length;
    this.#ended = last;
  }

  progress(offset: number): { done: number; total: number } {
    // Until all of it is rewritten nobody knows how long it will be.
    return this.#ended
      ? { done: Math.min(offset, this.#written), total: this.#written }
      : { done: this.#read, total: this.#blob.size };
  }

  async close(): Promise<void> {
    this.#ended = true;
    await this.#spool.close();
  }
}

async function readBlob(blob: Blob, from: number, to: number): Promise<Uint8Array> {
  return new Uint8Array(await unreadable(blob.slice(from, Math.max(from, to)).arrayBuffer()));
}

/** Browsers refuse when the file has been changed, moved or taken away since it was chosen. */
async function unreadable<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SheethookError("unreadable", { reason }, { cause });
  }
}
