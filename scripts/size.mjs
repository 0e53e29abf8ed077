// Takes the built pkg/; prints what a page loads of it, compressed, and fails where that is over its budget.
import { readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import { build } from "./build.mjs";
import { inRoot } from "./setup/paths.mjs";
import { runMain } from "./setup/progress.mjs";
import { setup } from "./setup.mjs";

const KB = 1024;
const PARTS = {
  "engine + client": { files: ["client.js", "worker.js", "engine/sheethook_bg.wasm"], budget: 120 * KB },
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
  console.log(`${"brotli".padEnd(16)}${"size".padStart(9)}${"budget".padStart(9)}`);
  for (const { part, bytes, budget, within } of sizes)
    console.log(`${part.padEnd(16)}${kb(bytes)}${kb(budget)}${within ? "" : "  over"}`);

  const json = process.argv.indexOf("--json");
  if (json > 0) writeFileSync(process.argv[json + 1], `${JSON.stringify({ sizes }, null, 2)}\n`);
  if (sizes.some(({ within }) => !within)) process.exitCode = 1;
});
