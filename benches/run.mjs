// `npm run bench -- [--json FILE] [--runs N] [--only NAMES] [--times N]`: the import and its peers on the flights, ten
// times over unless told otherwise, in headless Chromium, one after another, each in a worker of its own. Prints times, ratios and memory.
import { createReadStream, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { cpus } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build as bundle } from "esbuild";
import { chromium } from "playwright-core";
import { build } from "../scripts/build.mjs";
import { cache, inRoot } from "../scripts/setup/paths.mjs";
import { runMain, say } from "../scripts/setup/progress.mjs";
import { browsers, samplePath, setup } from "../scripts/setup.mjs";
import { repeatFlights } from "./flights.mjs";
import { watchMemory } from "./memory.mjs";

const { values } = parseArgs({
  options: {
    json: { type: "string" },
    runs: { type: "string", default: "3" },
    times: { type: "string", default: "10" },
    only: { type: "string", default: "stream,sheethook,papa,udsv" },
  },
});

const times = Number(values.times);

/** The peers take so long that one run of each has to do; what is fast is run several times, and the median counts. */
const SLOW = ["papa", "udsv"];

await runMain(async () => {
  await setup({ withSample: true, withBrowsers: true });
  await build();
  const file = await repeatFlights(samplePath, join(cache, `flights-${times}.csv`), times);
  const script = await bundle({
    entryPoints: [fileURLToPath(new URL("bench.js", import.meta.url))],
    bundle: true,
    format: "esm",
    write: false,
  });
  const server = serve(script.outputFiles[0].text);
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const args =
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-sync";
  const browser = await chromium.launch({ executablePath: browsers().chromium, args: args.split(" ") });
  try {
    const results = {};
    for (const name of values.only.split(",")) results[name] = await measure(browser, origin, file, name);
    report(browser, file, results);
  } finally {
    await browser.close();
    server.close();
  }
});

/** The median of some runs, each in a page of its own. */
async function measure(browser, origin, file, name) {
  const runs = [];
  for (let run = 0; run < (SLOW.includes(name) ? 1 : Number(values.runs)); run += 1) {
    const page = await browser.newPage();
    await page.goto(`${origin}/`);
    await page.setInputFiles("input", file);
    const memory = await watchMemory(browser, page);
    const result = await page.evaluate(
      async (peer) =>
        // Ours is called from the page, as its users do: it has a worker of its own.
        peer === "sheethook"
          ? (await import("/bench.js")).time(peer, document.querySelector("input").files[0])
          : new Promise((resolve) => {
              const worker = new Worker("/bench.js", { type: "module" });
              worker.onmessage = ({ data }) => resolve(data);
              worker.onerror = ({ message }) => resolve({ error: message });
              worker.postMessage({ name: peer, file: document.querySelector("input").files[0] });
            }),
      name,
    );
    const growth = memory.stop();
    await page.close();
    if (result.error) throw new Error(`${name}: ${result.error}`);
    say(`  ${name}: ${(result.ms / 1000).toFixed(2)} s, ${growth} MB more memory`);
    runs.push({ ...result, growth });
  }
  runs.sort((one, other) => one.ms - other.ms);
  return { ...runs[Math.floor(runs.length / 2)], growth: Math.max(...runs.map(({ growth }) => growth)) };
}

function report(browser, file, results) {
  const mb = statSync(file).size / 1e6;
  const { sheethook } = results;
  const rows = Object.entries(results).map(([name, { ms, growth, what }]) => ({
    name,
    "seconds (median)": Number((ms / 1000).toFixed(2)),
    "MB/s": Math.round(mb / (ms / 1000)),
    "its time / ours": sheethook ? Number((ms / sheethook.ms).toFixed(2)) : undefined,
    "memory, MB": growth,
    "what it does": what,
  }));
  console.table(Object.fromEntries(rows.map(({ name, ...row }) => [name, row])));
  const ratio = (name) => results[name] && sheethook && Number((results[name].ms / sheethook.ms).toFixed(3));
  const record = {
    date: new Date().toISOString(),
    machine: {
      cpu: cpus()[0]?.model,
      cores: cpus().length,
      browser: `Chromium ${browser.version()}`,
      node: process.version,
    },
    versions: versionsOf(["papaparse", "udsv"]),
    file: { name: `flights ×${times}`, mb: Math.round(mb) },
    ratios: {
      pages_vs_stream: ratio("stream"),
      pages_vs_papa: ratio("papa"),
      pages_vs_udsv: ratio("udsv"),
    },
    figures: {
      memory_growth_mb: sheethook?.growth,
      seconds: Object.fromEntries(rows.map((row) => [row.name, row["seconds (median)"]])),
    },
  };
  say(JSON.stringify({ ratios: record.ratios, figures: record.figures }, null, 2));
  if (values.json) writeFileSync(values.json, `${JSON.stringify(record, null, 2)}\n`);
}

function versionsOf(names) {
  const version = (name) =>
    JSON.parse(readFileSync(inRoot(`node_modules/${name}/package.json`), "utf8")).version;
  return Object.fromEntries(names.map((name) => [name, version(name)]));
}

/** The page, the bench's worker, and pkg/. */
function serve(script) {
  const types = { ".js": "text/javascript", ".wasm": "application/wasm", ".html": "text/html" };
  return createServer((request, response) => {
    const path = new URL(request.url, "http://localhost").pathname;
    if (path === "/bench.js") return response.writeHead(200, { "Content-Type": types[".js"] }).end(script);
    const file = path === "/" ? inRoot("benches/page.html") : inRoot(`.${path}`);
    if (!existsSync(file) || !statSync(file).isFile()) return response.writeHead(404).end();
    response.writeHead(200, { "Content-Type": types[extname(file)] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  });
}
