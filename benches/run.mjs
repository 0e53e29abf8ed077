// `npm run bench -- [--json FILE] [--runs N] [--peer-runs N] [--only NAMES] [--quick] [--scale S] [--rows N]`: ours
// beside its peers in headless Chromium, and what else a user notices. Prints a record of it, and writes it as JSON.
import { readFileSync, writeFileSync } from "node:fs";
import { cpus, platform, release, totalmem } from "node:os";
import { parseArgs } from "node:util";
import { build } from "../scripts/build.mjs";
import { inRoot } from "../scripts/setup/paths.mjs";
import { runMain, say } from "../scripts/setup/progress.mjs";
import { ask, Failure } from "../scripts/setup/run.mjs";
import { setup } from "../scripts/setup.mjs";
import { peers } from "./peers/index.js";
import { printRecord } from "./report.mjs";

const HELP = `npm run bench -- [options]
  --json FILE      writes the record
  --runs N         runs of what is fast, the median counts (3)
  --peer-runs N    runs of uDSV and Papa Parse (as many as --runs, 1 with --quick)
  --quick          times on the flights only, peers once
  --only NAMES     of: times, memory, preview, windows, thread, size, stages, check, edit;
                   flights, wide, quoted, narrow; stream, sheethook, udsv, udsv_strings, papa. Names of files or peers alone mean their times
  --scale S        files S times as large (1: flights of 310 MB, 1 and 2 GB; the others 100 MB)
  --rows N         records of the file for check and edit (10000000, 470 MB)`;

const { values } = parseArgs({
  options: {
    json: { type: "string" },
    runs: { type: "string", default: "3" },
    "peer-runs": { type: "string" },
    quick: { type: "boolean", default: false },
    only: { type: "string" },
    scale: { type: "string", default: "1" },
    rows: { type: "string", default: "10000000" },
    help: { type: "boolean", default: false },
  },
});

/** Copies of the flights that make 1 and 2 GB. */
const [GB, GB2] = [33, 65];
const STAGES_MB = 31;

const MEASUREMENTS = ["times", "memory", "preview", "windows", "thread", "size", "stages", "check", "edit"];
const FILES = ["flights", "wide", "quoted", "narrow"];
const PEERS = Object.keys(peers);

await runMain(async () => {
  if (values.help) return say(HELP);
  const chosen = choose(values.only?.split(",") ?? [], values.quick);
  await setup({ withSample: true, withBrowsers: true });
  await build();
  const runs = positive("runs");
  const peerRuns = values["peer-runs"] ? positive("peer-runs") : values.quick ? 1 : runs;
  const record = await measure(chosen, { runs, peerRuns, scale: positive("scale"), rows: positive("rows") });
  printRecord(record);
  say(JSON.stringify({ ratios: record.ratios, figures: record.figures }, null, 2));
});

/** What of each kind is named; all of a kind of which nothing is. */
function choose(names, quick) {
  const known = [...MEASUREMENTS, ...FILES, ...PEERS];
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Failure(`--only knows no ${unknown.join(", ")}, but ${known.join(", ")}.`);
  const of = (kind, otherwise) => {
    const named = kind.filter((name) => names.includes(name));
    return named.length > 0 ? named : otherwise;
  };
  const usual = quick || names.length > 0 ? ["times"] : MEASUREMENTS;
  return {
    measurements: of(MEASUREMENTS, usual),
    files: of(FILES, quick ? ["flights"] : FILES),
    names: of(PEERS, PEERS),
  };
}

function positive(option) {
  const value = Number(values[option]);
  if (!(value > 0)) throw new Failure(`--${option} must be a number above 0, not ${values[option]}.`);
  return value;
}

async function measure({ measurements, files, names }, { runs, peerRuns, scale, rows }) {
  // Only here, because the packages that these need are not there before the set-up has run.
  const { fileNamed, flightsOfOneMb, flightsTimes, generated, people } = await import("./files/index.mjs");
  const { openBrowser } = await import("./browser.mjs");
  const measured = (name) => import(`./measure/${name}.mjs`);
  const chromium = await openBrowser();
  const record = await facts(chromium, { runs, peerRuns, scale, rows });
  const add = ({ ratios, figures, stages }) => {
    Object.assign(record.ratios, ratios);
    Object.assign(record.figures, figures);
    if (stages) record.stages = stages;
  };
  const large = () => flightsTimes(GB * scale);
  const work = {
    async times() {
      const { compare } = await measured("compare");
      for (const name of files) {
        const file = await fileNamed(name, scale);
        say(`${name}, ${Math.round(file.mb)} MB`);
        record.files[name] = await compare(chromium, file, names, { runs, peerRuns });
      }
      const { flights } = record.files;
      if (!flights) return;
      add({
        ratios: flights.ratios,
        figures: { memory_growth_310mb_mb: flights.memory_mb.sheethook, seconds: flights.seconds },
      });
    },
    async memory() {
      const larger = await flightsTimes(GB2 * scale);
      add(await (await measured("memory")).measureMemory(chromium, await large(), larger, { runs }));
    },
    preview: async () =>
      add(
        await (await measured("preview")).measurePreview(chromium, await large(), await flightsOfOneMb(), {
          runs,
        }),
      ),
    windows: async () =>
      add(await (await measured("windows")).measureWindows(chromium, await large(), { runs })),
    thread: async () =>
      add(
        await (await measured("thread")).measureThread(chromium, await fileNamed("flights", scale), { runs }),
      ),
    size: async () => add((await measured("size")).measureSize()),
    async stages() {
      const inMemory = (name) => (name === "flights" ? flightsTimes(1) : generated(name, STAGES_MB));
      const all = [];
      for (const name of files) all.push(await inMemory(name));
      add(await (await measured("stages")).measureStages(all));
    },
    check: async () =>
      add(await (await measured("check")).measureCheck(chromium, await people(rows), { runs })),
    edit: async () => add(await (await measured("edit")).measureEdit(chromium, await people(rows))),
  };
  try {
    for (const name of measurements) {
      await work[name]();
      // What has been measured shall not be lost when a later measurement fails.
      if (values.json) writeFileSync(values.json, `${JSON.stringify(record, null, 2)}\n`);
    }
  } finally {
    await chromium.close();
  }
  return record;
}

/** When, where and with what it was measured. */
async function facts({ browser }, options) {
  const version = (path) => JSON.parse(readFileSync(inRoot(path, "package.json"), "utf8")).version;
  const commit = ask("git", ["rev-parse", "--short", "HEAD"]);
  const changed = commit && ask("git", ["status", "--porcelain", "--untracked-files=no"]) !== "";
  return {
    date: new Date().toISOString(),
    machine: {
      cpu: cpus()[0]?.model,
      cores: cpus().length,
      memory_gb: Math.round(totalmem() / 2 ** 30),
      system: `${platform()} ${release()}`,
      browser: `Chromium ${browser.version()}`,
      node: process.version,
    },
    versions: {
      sheethook: `${version(".")}${commit ? ` at ${commit}${changed ? ", changed" : ""}` : ""}`,
      papaparse: version("node_modules/papaparse"),
      udsv: version("node_modules/udsv"),
    },
    options,
    ratios: {},
    figures: {},
    files: {},
  };
}
