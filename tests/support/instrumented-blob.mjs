// A Blob of any size whose bytes are made, and that knows how they are read. Needs --expose-gc.

/**
 * A Blob whose bytes are made when they are read, and which knows how many of them are out: those of every ArrayBuffer
 * that it has given and that has not been collected as garbage yet.
 */
export class InstrumentedBlob extends Blob {
  #size;
  #bytes;
  #from;
  #log;
  constructor(size, bytes, from = 0, log = { outstanding: 0, peak: 0, reads: [] }) {
    super();
    this.#size = size;
    this.#bytes = bytes;
    this.#from = from;
    this.#log = log;
  }
  get size() {
    return this.#size;
  }
  get log() {
    return this.#log;
  }
  slice(from = 0, to = this.#size) {
    const end = Math.min(to, this.#size);
    const start = Math.min(from, end);
    return new InstrumentedBlob(end - start, this.#bytes, this.#from + start, this.#log);
  }
  async arrayBuffer() {
    const { promise, resolve } = Promise.withResolvers?.() ?? withResolvers();
    this.#log.reads.push({ from: this.#from, size: this.#size });
    this.#log.outstanding += this.#size;
    this.#log.peak = Math.max(this.#log.peak, this.#log.outstanding);
    const buffer = this.#bytes(this.#from, this.#size);
    collected.register(buffer, { log: this.#log, size: this.#size });
    setImmediate(resolve);
    await promise;
    // Garbage is collected when we say so, so that the count does not hang on the collector's mood.
    globalThis.gc();
    await new Promise(setImmediate);
    return buffer;
  }
  stream() {
    throw new Error("stream() is not instrumented");
  }
  text() {
    throw new Error("text() reads the whole file");
  }
}

const collected = new FinalizationRegistry(({ log, size }) => {
  log.outstanding -= size;
});

function withResolvers() {
  let resolve;
  const promise = new Promise((yes) => {
    resolve = yes;
  });
  return { promise, resolve };
}

/** Bytes read of the blob in all. */
export const bytesRead = (blob) => blob.log.reads.reduce((sum, { size }) => sum + size, 0);
