// A choice of rows in, the rows out, read from the parts of the file that hold them.
import type { ViewOptions } from "../api.js";
import type { EngineSheet, ViewRow } from "../engine.js";
import type { Source } from "./source.js";

/** Something in the engine that says which bytes of the file it wants. */
interface Wanting {
  /** From which byte to before which; nothing when it has all. */
  wants(): Float64Array | undefined;
}

/** Reads what is wanted, and hands it over; no bytes at the file's end. */
export async function feed(
  wanting: Wanting,
  source: Source,
  push: (bytes: Uint8Array) => void,
  signal?: AbortSignal,
): Promise<void> {
  for (let wanted = wanting.wants(); wanted && !signal?.aborted; wanted = wanting.wants()) {
    const [from = 0, to = 0] = wanted;
    push(await source.read(from, to));
  }
}

/** The rows of a view from a place on. */
export async function readView(
  engine: EngineSheet,
  source: Source,
  view: ViewOptions,
  start: number,
  count: number,
): Promise<ViewRow[]> {
  const reader = engine.reader(view.rows ?? "all", view.column, view.text, start, count);
  try {
    await feed(reader, source, (bytes) => reader.push(bytes, engine));
    return reader.rows(engine);
  } finally {
    reader.free();
  }
}

/** Finds the rows that have the view's text, where the engine doesn't know them yet. */
export async function search(
  engine: EngineSheet,
  source: Source,
  { text, column }: ViewOptions,
): Promise<void> {
  const finder = text ? engine.search(text, column) : undefined;
  if (!finder) return;
  try {
    await feed(finder, source, (bytes) => finder.push(bytes));
  } catch (error) {
    finder.free();
    throw error;
  }
  // Which frees it.
  engine.setFound(finder);
}
