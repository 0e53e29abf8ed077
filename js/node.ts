// A path or a Blob in, a sheet out: the client's interface in Node, without a worker.
import { openAsBlob } from "node:fs";
import { readFile } from "node:fs/promises";
import type { OpenOptions } from "./api.js";
import { DrivenSheet } from "./driver/sheet.js";
import { openSource } from "./driver/source.js";
import { openTemporarySpool } from "./driver/temporary-spool.js";
import { type Encoding, EngineSheet, initSync, type Sniffed, sniff } from "./engine.js";
import { asSheethookError, SheethookError } from "./error.js";

export type { Sniffed } from "./engine.js";
export * from "./public.js";

let loading: Promise<void> | undefined;

/** Opens a file by its path, or a Blob. */
export async function openSheet(file: string | URL | Blob, options: OpenOptions = {}): Promise<DrivenSheet> {
  await load();
  return DrivenSheet.open(await blobOf(file), options, openTemporarySpool);
}

/** What the first bytes of a file say about how it is written. */
export async function sniffFile(
  file: string | URL | Blob,
  encoding?: Encoding,
): Promise<{ encoding: Encoding } & Sniffed> {
  await load();
  try {
    const source = await openSource(await blobOf(file), encoding, openTemporarySpool);
    try {
      const sample = await source.read(0, EngineSheet.sampleBytes());
      const whole = sample.length < EngineSheet.sampleBytes();
      return { encoding: source.encoding as Encoding, ...sniff(sample, whole) };
    } finally {
      await source.close();
    }
  } catch (error) {
    throw asSheethookError(error);
  }
}

function load(): Promise<void> {
  loading ??= readFile(new URL("./engine/sheethook_bg.wasm", import.meta.url)).then((module) => {
    initSync({ module });
  });
  return loading;
}

async function blobOf(file: string | URL | Blob): Promise<Blob> {
  if (file instanceof Blob) return file;
  try {
    return await openAsBlob(file);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SheethookError("unreadable", { file: String(file), reason }, { cause });
  }
}
