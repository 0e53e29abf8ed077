// The engine's size, as it is and as it travels.
import { readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import { inRoot } from "../../scripts/setup/paths.mjs";

/** What every import loads. */
export function measureSize() {
  const engine = readFileSync(inRoot("pkg/engine/sheethook_bg.wasm"));
  return {
    figures: {
      engine_brotli_bytes: compressed(engine),
      engine_bytes: engine.length,
    },
  };
}

/** zlib's brotli is at its best quality, 11, unless told otherwise. */
const compressed = (bytes) => brotliCompressSync(bytes).length;
