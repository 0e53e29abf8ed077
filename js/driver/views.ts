// Rows of a view, read from the parts of the file that hold them.
import type { EngineSheet, ViewRow } from "../api/engine.js";
import type { ViewOptions } from "../api/types.js";
import { type ByteJob, feed, rowJob } from "./feed.js";
import type { Source } from "./source.js";

/** A window of rows is read in pieces of this size, so that a few short rows cost little. */
const WINDOW_BYTES = 256 << 10;

/** The rows of the file from a place on; none where the check has not come as far. */
export async function readWindow(
  engine: EngineSheet,
  source: Source,
  start: number,
  count: number,
): Promise<string[][] | undefined> {
  const window = engine.window(start, count);
  if (!window) return undefined;
  const wants = () => {
    const [from, to = Number.POSITIVE_INFINITY] = window.wants() ?? [];
    return from === undefined ? undefined : Float64Array.of(from, Math.min(to, from + WINDOW_BYTES));
  };
  const job = { wants, push: (bytes: Uint8Array) => window.push(bytes), finish: () => window.finish() };
  await feedOrFree(window, job, source);
  return window.intoRows();
}

/** The rows of a view from a place on. */
export async function readView(
  engine: EngineSheet,
  source: Source,
  view: ViewOptions,
  start: number,
  count: number,
): Promise<ViewRow[]> {
  const reader = engine.rowReader(view.rows ?? "all", view.column, view.text, start, count);
  await feedOrFree(reader, rowJob(reader, engine), source);
  return reader.intoRows(engine);
}

/** Finds the rows that have the view's text, where the engine doesn't know them yet. */
export async function search(
  engine: EngineSheet,
  source: Source,
  { text, column }: ViewOptions,
): Promise<void> {
  const found = text ? engine.textSearch(text, column) : undefined;
  if (!found) return;
  await feedOrFree(found, rowJob(found, engine), source);
  engine.keepFound(found);
}

/** Finds the rows that have a cause of issues. */
export async function searchCause(
  engine: EngineSheet,
  source: Source,
  cause: { column: string | null; code: string; value: string | null },
): Promise<ReturnType<EngineSheet["causeSearch"]>> {
  const found = engine.causeSearch(cause.column, cause.code, cause.value);
  await feedOrFree(found, rowJob(found, engine), source);
  return found;
}

/** Feeds a job that is freed by whoever takes its result, or here where there is none. */
async function feedOrFree(owner: { free(): void }, job: ByteJob, source: Source): Promise<void> {
  try {
    await feed(job, source);
  } catch (error) {
    owner.free();
    throw error;
  }
}
