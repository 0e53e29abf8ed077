// Gives the engine the bytes of a file that it wants.
import type { EngineSheet } from "../api/engine.js";
import { chunks, type Source } from "./source.js";

/** A job in the engine that reads the file: a check, a search, a pager. */
export interface ByteJob {
  /** From which byte to before which, or to the end of the file; nothing when it has all it needs. */
  wants(): Float64Array | undefined;
  push(bytes: Uint8Array): void;
  finish(): void;
}

/** A job in the engine that reads rows of a sheet. */
interface RowJob {
  wants(): Float64Array | undefined;
  push(bytes: Uint8Array, sheet: EngineSheet): void;
  finish(sheet: EngineSheet): void;
}

/** A job that reads rows of that sheet. */
export function rowJob(job: RowJob, sheet: EngineSheet): ByteJob {
  return {
    wants: () => job.wants(),
    push: (bytes) => job.push(bytes, sheet),
    finish: () => job.finish(sheet),
  };
}

interface FeedOptions {
  signal?: AbortSignal | undefined;
  /** Bytes that are pushed at once, if not all that have been read. */
  step?: number | undefined;
}

/** Pushes what is wanted, piece by piece. Gives the byte behind each piece, and that of the end of the file. */
export async function* feeding(
  job: ByteJob,
  source: Source,
  { signal, step }: FeedOptions = {},
): AsyncGenerator<number, void> {
  for (let wanted = job.wants(); wanted; wanted = job.wants()) {
    const [from = 0, to] = wanted;
    if (from === to) return;
    let at = from;
    for await (const chunk of chunks(source, from, { to, signal })) {
      const size = step ?? chunk.length;
      for (let start = 0; start < chunk.length && isNext(job, at); start += size) {
        const bytes = chunk.subarray(start, start + size);
        job.push(bytes);
        at += bytes.length;
        yield at;
      }
      if (!isNext(job, at)) break;
    }
    // The file has no more, though it is wanted.
    if (at !== to && isNext(job, at)) {
      job.finish();
      yield at;
    }
  }
}

/** Pushes all that is wanted. */
export async function feed(job: ByteJob, source: Source, options?: FeedOptions): Promise<void> {
  for await (const _ of feeding(job, source, options));
}

function isNext(job: ByteJob, at: number): boolean {
  return job.wants()?.[0] === at;
}
