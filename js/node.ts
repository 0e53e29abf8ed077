// Opens a path or a Blob in Node, without a worker.
import { openAsBlob } from "node:fs";
import { readFile } from "node:fs/promises";
import type { RecordOf } from "./api/define-template.js";
import { initSync, type Template } from "./api/engine.js";
import { SheethookError } from "./api/error.js";
import { initPatternsSync } from "./api/pattern.js";
import type { OpenOptions } from "./api/types.js";
import { hostFunctions } from "./driver/host-functions.js";
import { DrivenSheet } from "./driver/sheet.js";
import { openTemporarySpool } from "./driver/temporary-spool.js";

export * from "./api/public.js";

const wasm = (file: string) => readFile(new URL(`./engine/${file}`, import.meta.url));
const loadEngine = once(async () => initSync({ module: await wasm("sheethook_bg.wasm") }));
const loadPatterns = once(async () => initPatternsSync({ module: await wasm("pattern_bg.wasm") }));

/** Opens a file by its path, or a Blob. */
export async function openSheet<const T extends Template = Template>(
  file: string | URL | Blob,
  options: OpenOptions<T> = {},
): Promise<DrivenSheet<RecordOf<T>>> {
  await loadEngine();
  const { validate: _, transform: __, ...plain } = options;
  const host = hostFunctions(options);
  return DrivenSheet.open(await blobOf(file), plain, { openSpool: openTemporarySpool, loadPatterns, host });
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined;
  return () => {
    done ??= work();
    return done;
  };
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
