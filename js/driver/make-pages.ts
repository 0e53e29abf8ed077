// Makes pages, each when it is asked for.
import type { EngineSheet } from "../api/engine.js";
import { Page, type PageFacts } from "../api/page.js";
import { feeding } from "./feed.js";
import type { Source } from "./source.js";

/** Bytes that may change hands. */
export type Memory = Uint8Array<ArrayBuffer>;

export type Pager = ReturnType<EngineSheet["pager"]>;

/** What all pages of an upload have in common. */
export type Upload = Pick<PageFacts, "uploadId" | "totalRecords" | "totalPages">;

/** A pager's pages, each made when it is asked for, over what was given back. `permit` throws where no more are wanted. */
export async function* makePages<R>(
  pager: Pager,
  source: Source,
  upload: Upload,
  permit: () => void,
): AsyncGenerator<Page<R>, void, Memory | undefined> {
  let used: Memory | undefined;
  const take = (bytes: Memory) => {
    used = bytes;
  };
  for await (const _ of feeding(pager, source)) {
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

/** Makes every page once, to know how many there are. The pager is freed. */
export async function countPages(pager: Pager, source: Source, signal?: AbortSignal): Promise<number> {
  try {
    let total = 0;
    for await (const _ of feeding(pager, source, { signal })) while (pager.skip()) total += 1;
    return total;
  } finally {
    pager.free();
  }
}
