// The built engine in, its size as it travels out.
import { readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import { inRoot } from "../../scripts/setup/paths.mjs";

/** zlib's brotli is at its best quality, 11, unless told otherwise. */
export function measureSize() {
  const engine = readFileSync(inRoot("pkg/engine/sheethook_bg.wasm"));
  return { figures: { engine_brotli_bytes: brotliCompressSync(engine).length, engine_bytes: engine.length } };
}
