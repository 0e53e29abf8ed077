// A pager and the bytes that it needs in, its pages out.
import type { EngineSheet } from "../engine.js";
import { Page, type PageFacts } from "../page.js";

/** Bytes that may change hands. */
export type Memory = Uint8Array<ArrayBuffer>;

export type Pager = ReturnType<EngineSheet["pager"]>;

/** What all pages of an upload have in common. */
export type Upload = Pick<PageFacts, "uploadId" | "totalRecords" | "totalPages">;

/** What takes the bytes of records, piece by piece. */
interface Taking {
  push(bytes: Uint8Array): void;
  finish(): void;
}

/** Pushes pieces of a file; whoever follows takes the pages, or the CSV, that each completes. */
export async function* feeding(taking: Taking, pieces: AsyncIterable<Uint8Array>): AsyncGenerator<void> {
  for await (const bytes of pieces) {
    taking.push(bytes);
    yield;
  }
  taking.finish();
  yield;
}

/**
 * A pager's pages, each made when it is asked for, over what was given back; the first over `room`. `permit` throws where no
 * more are wanted.
 */
export async function* makePages<R>(
  pager: Pager,
  pieces: AsyncIterable<Uint8Array>,
  upload: Upload,
  permit: () => void,
  room?: Memory,
): AsyncGenerator<Page<R>, void, Memory | undefined> {
  let used = room;
  const take = (bytes: Memory) => {
    used = bytes;
  };
  for await (const _ of feeding(pager, pieces)) {
    for (;;) {
      permit();
      const raw = pager.nextPage(used);
      if (!raw) break;
      used = undefined;
      const { page, pageSize } = raw;
      const bytes = raw.bytes as Memory;
      raw.free();
      used = (yield new Page<R>({ ...upload, page, pageSize, bytes }, take)) ?? used;
    }
  }
}
