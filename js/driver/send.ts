// Sends pages one after another, each when the one before has been taken.
import { throwIfAborted } from "../api/error.js";
import type { Page } from "../api/page.js";
import type { SendOptions, SendResult } from "../api/types.js";
import { deliver } from "./deliver.js";

/** What is known of an upload before its first page. */
type Upload = Omit<SendResult, "totalPages">;

/** Sends pages to the destination, to `onPage`, or to both. */
export async function sendPages<R>(
  pages: AsyncIterable<Page<R>>,
  upload: Upload,
  options: SendOptions<R>,
): Promise<SendResult> {
  const { destination, onProgress, onPage, signal } = options;
  let totalPages = 0;
  let records = 0;
  for await (const page of pages) {
    if (page.page === 1) {
      totalPages = page.totalPages;
      // Awaited, so that it arrives before the end.
      await options.onStart?.({ ...upload, totalPages });
    }
    const report = (more: object) =>
      onProgress?.({
        phase: "send",
        totalPages,
        page: page.page,
        done: records,
        total: upload.totalRecords,
        records,
        ...more,
      });
    if (destination) {
      report({ attempt: 1 });
      await deliver(page, destination, options.authHeaderValue, (attempt) => report({ attempt }), signal);
    }
    throwIfAborted(signal);
    remindCollector(page.bytes.length);
    await onPage?.(page);
    records += page.pageSize;
    // A request has copied its body; onPage may keep what it gets.
    if (!onPage) page.release();
    report({});
  }
  const result = { ...upload, totalPages };
  if (totalPages === 0) await options.onStart?.(result);
  return result;
}

/** The latest buffer; kept, so that no compiler finds it unused. */
let garbage = new ArrayBuffer(0);

/**
 * A browser keeps a request and its body until a full garbage collection, for which V8 sees no need: they lie outside its
 * heap. A buffer of that size, which nobody uses, makes it collect.
 */
function remindCollector(bytes: number): void {
  garbage = new ArrayBuffer(Math.max(bytes, garbage.byteLength));
}
