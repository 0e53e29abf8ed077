// `node benches/stages.mjs FILE TEMPLATE …`: the same as stages.rs, of the built engine in Node's WebAssembly, with what
// copying across its boundary costs. A stage holds those before it: `pages` makes pages, `given` hands out their bytes as
// well. The two copies stand alone. All speeds are in bytes of the file.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { initSync as initPatterns, Pattern } from "../pkg/engine/pattern.js";
import { Sheet as EngineSheet, initSync, Paging } from "../pkg/engine/sheethook.js";
import { median } from "./statistics.mjs";

/** As the drivers read a file. */
const CHUNK = 1 << 20;
const RUNS = 5;
const PAGE_OF_WASM = 1 << 16;
/** No file has its column: what is left of a check is finding rows and cells. */
const NO_COLUMNS = { code: "none", onInvalid: "include", columns: [{ key: "no such header" }] };

const built = (file) => readFileSync(new URL(`../pkg/engine/${file}`, import.meta.url));
const wasm = initSync({ module: built("sheethook_bg.wasm") });
initPatterns({ module: built("pattern_bg.wasm") });
const compile = (pattern) => new Pattern(pattern);
/** Room in the engine's memory that the engine itself knows nothing of. */
const room = wasm.memory.grow(CHUNK / PAGE_OF_WASM) * PAGE_OF_WASM;

const paths = process.argv.slice(2);
for (let at = 0; at + 1 < paths.length; at += 2)
  bench(paths[at], JSON.parse(readFileSync(paths[at + 1], "utf8")));

function bench(path, template) {
  const file = readFileSync(path);
  const name = basename(path, ".csv");
  const report = (stage, work) => {
    const seconds = median(Array.from({ length: RUNS }, () => timed(work)));
    const speed = file.length / 1e6 / seconds;
    console.log(
      `${name.padEnd(20)} ${stage.padEnd(8)} ${seconds.toFixed(4).padStart(8)} s ${speed.toFixed(0).padStart(8)} MB/s`,
    );
  };
  report("copy-in", () => {
    for (const bytes of chunks(file)) new Uint8Array(wasm.memory.buffer, room, bytes.length).set(bytes);
  });
  report("split", () => check(file, NO_COLUMNS).free());
  report("check", () => check(file, template).free());
  const sheet = check(file, template);
  report("pages", () => pages(sheet, file, (pager) => pager.skip()));
  let written = 0;
  report("given", () => {
    written = 0;
    let used;
    pages(sheet, file, (pager) => {
      const page = pager.nextPage(used);
      if (!page) return false;
      const { bytes } = page;
      page.free();
      written += bytes.length;
      used = new Uint8Array(bytes.buffer);
      return true;
    });
  });
  // As many bytes as the pages have.
  const out = new Uint8Array(CHUNK);
  report("copy-out", () => {
    for (let left = written; left > 0; left -= CHUNK)
      out.set(new Uint8Array(wasm.memory.buffer, room, Math.min(left, CHUNK)));
  });
  sheet.free();
}

/** The first pass. */
function check(file, template) {
  const sample = file.subarray(0, EngineSheet.sampleBytes());
  const sheet = new EngineSheet(
    sample,
    sample.length === file.length,
    JSON.stringify(template),
    compile,
    "utf-8",
  );
  sheet.startCheck(false);
  for (let wanted = sheet.wants(); wanted; wanted = sheet.wants()) {
    for (const bytes of chunks(file.subarray(wanted[0]))) sheet.push(bytes);
    sheet.finish();
  }
  return sheet;
}

/** The second pass; `next` makes a page, and says whether there was one. */
function pages(sheet, file, next) {
  const paging = new Paging("bench", "null");
  const pager = sheet.pager(paging, 1);
  for (const bytes of chunks(file.subarray(pager.wants()[0]))) {
    pager.push(bytes);
    while (next(pager));
  }
  pager.finish();
  while (next(pager));
  pager.free();
  paging.free();
}

function* chunks(file) {
  for (let at = 0; at < file.length; at += CHUNK) yield file.subarray(at, at + CHUNK);
}

function timed(work) {
  const started = performance.now();
  work();
  return (performance.now() - started) / 1000;
}
