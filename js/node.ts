// A path or a Blob in, a sheet out: the client's interface in Node, without a worker.
import { openAsBlob } from "node:fs";
import { readFile } from "node:fs/promises";
import type { OpenOptions } from "./api.js";
import { DrivenSheet } from "./driver/sheet.js";
import { openTemporarySpool } from "./driver/temporary-spool.js";
import { initSync } from "./engine.js";
import { SheethookError } from "./error.js";

export * from "./public.js";

let loading: Promise<void> | undefined;

/** Opens a file by its path, or a Blob. */
export async function openSheet(file: string | URL | Blob, options: OpenOptions = {}): Promise<DrivenSheet> {
  await load();
  return DrivenSheet.open(await blobOf(file), options, openTemporarySpool);
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
