// The built engine in, the sizes of its two modules as they travel out.
import { readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import { inRoot } from "../../scripts/setup/paths.mjs";

/** What every import loads, and what is loaded where something needs it. */
export function measureSize() {
  const engine = readFileSync(inRoot("pkg/engine/sheethook_bg.wasm"));
  const rest = readFileSync(inRoot("pkg/engine/rest_bg.wasm"));
  return {
    figures: {
      engine_brotli_bytes: compressed(engine),
      engine_bytes: engine.length,
      engine_rest_brotli_bytes: compressed(rest),
      engine_rest_bytes: rest.length,
    },
  };
}

/** zlib's brotli is at its best quality, 11, unless told otherwise. */
const compressed = (bytes) => brotliCompressSync(bytes).length;
