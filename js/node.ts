// A path or a Blob in, a sheet out: the client's interface in Node, without a worker.
import { openAsBlob, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { OpenOptions } from "./api.js";
import type { RecordOf } from "./define-template.js";
import { hostFunctions } from "./driver/host-functions.js";
import { DrivenSheet } from "./driver/sheet.js";
import { openTemporarySpool } from "./driver/temporary-spool.js";
import { initSync, type Template } from "./engine.js";
import { SheethookError } from "./error.js";
import { initPatternsSync } from "./pattern.js";
import { Rest } from "./rest.js";

export * from "./public.js";

const at = (file: string) => new URL(`./engine/${file}`, import.meta.url);
const wasm = (file: string) => readFile(at(file));
const REST = "rest_bg.wasm";
const loadEngine = once(
  async () =>
    new Rest(initSync({ module: await wasm("sheethook_bg.wasm") }), {
      now: () => readFileSync(at(REST)),
      soon: () => wasm(REST),
    }),
);
const loadPatterns = once(async () => initPatternsSync({ module: await wasm("pattern_bg.wasm") }));

/** Opens a file by its path, or a Blob. */
export async function openSheet<const T extends Template = Template>(
  file: string | URL | Blob,
  options: OpenOptions<T> = {},
): Promise<DrivenSheet<RecordOf<T>>> {
  const rest = await loadEngine();
  const loadRest = () => rest.load();
  const { validate: _, transform: __, ...plain } = options;
  const host = hostFunctions(options);
  return DrivenSheet.open(await blobOf(file), plain, {
    openSpool: openTemporarySpool,
    loadPatterns,
    loadRest,
    host,
  });
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
