// Takes the built pkg/; prints what a page loads of it, compressed, and fails where that is over its budget.
import { readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import { build } from "./build.mjs";
import { inRoot } from "./setup/paths.mjs";
import { runMain } from "./setup/progress.mjs";
import { setup } from "./setup.mjs";

const KB = 1024;
/** What is over its budget fails. */
const PARTS = {
  "engine + client": { files: ["client.js", "worker.js", "engine/sheethook_bg.wasm"], budget: 235 * KB },
  "of which the engine": { files: ["engine/sheethook_bg.wasm"], budget: 210 * KB },
  "patterns, when a template has one": { files: ["engine/pattern_bg.wasm"] },
  widget: { files: ["element.js"], budget: 60 * KB },
  "embed.js": { files: ["embed.js"] },
};

/** zlib's brotli is at its best quality, 11, unless told otherwise. */
const compressed = (file) => brotliCompressSync(readFileSync(inRoot("pkg", file))).length;

await runMain(async () => {
  await setup();
  await build();
  const sizes = Object.entries(PARTS).map(([part, { files, budget }]) => {
    const bytes = files.reduce((sum, file) => sum + compressed(file), 0);
    return { part, files, bytes, budget: budget ?? null, within: budget === undefined || bytes <= budget };
  });
  const kb = (bytes) => (bytes === null ? "" : `${(bytes / KB).toFixed(1)} KB`).padStart(9);
  const width = Math.max(...Object.keys(PARTS).map((part) => part.length));
  console.log(`${"brotli".padEnd(width)}${"size".padStart(9)}${"budget".padStart(9)}`);
  for (const { part, bytes, budget, within } of sizes)
    console.log(`${part.padEnd(width)}${kb(bytes)}${kb(budget)}${within ? "" : "  over"}`);

  const json = process.argv.indexOf("--json");
  if (json > 0) writeFileSync(process.argv[json + 1], `${JSON.stringify({ sizes }, null, 2)}\n`);
  if (sizes.some(({ within }) => !within)) process.exitCode = 1;
});
