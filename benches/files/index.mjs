// The benchmarks' files with their templates, written into the cache when they are first asked for.
import { existsSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cache } from "../../scripts/setup/paths.mjs";
import { step } from "../../scripts/setup/progress.mjs";
import { samplePath } from "../../scripts/setup.mjs";
import { FLIGHTS, firstFlights, template as flights, repeatFlights } from "./flights.mjs";
import { GENERATION, generate, KINDS } from "./generate.mjs";
import { PEOPLE } from "./people.mjs";

/** The files that ours and its peers are compared on. */
export const NAMES = ["flights", ...Object.keys(KINDS)];

/** A file to compare on; `scale` 1 means flights of 310 MB, and 100 MB of the others. */
export function fileNamed(name, scale = 1) {
  return name === "flights" ? flightsTimes(10 * scale) : generated(name, 100 * scale);
}

/** The flights so many times over, at least once. */
export async function flightsTimes(times) {
  const whole = Math.max(1, Math.round(times));
  const path = await inCache(`flights-${whole}.csv`, (part) => repeatFlights(samplePath, part, whole));
  return {
    ...described(path, flights),
    what: `short cells, ${whole} times the sample`,
    records: FLIGHTS * whole,
  };
}

/** The flights' first megabyte. */
export async function flightsOfOneMb() {
  const path = await inCache("flights-1mb.csv", (part) => firstFlights(samplePath, part, 1e6));
  return described(path, flights);
}

/** A kind of generated file of about that many megabytes. */
export async function generated(name, mb) {
  const kind = KINDS[name];
  const records = Math.round(kind.perMb * mb);
  const path = await inCache(`${name}-${GENERATION}-${records}.csv`, (part) => generate(kind, part, records));
  return { ...described(path, kind.template), what: kind.what, records, errors: 0 };
}

/** A file of so many people, for checks and edits. */
export async function people(records) {
  const path = await inCache(`people-${GENERATION}-${records}.csv`, (part) =>
    generate(PEOPLE, part, records),
  );
  return { ...described(path, PEOPLE.template), what: PEOPLE.what, records, errors: PEOPLE.errors(records) };
}

/** Beside the file, its template as JSON, for benches that are given paths. */
export function templateFile({ path, template }) {
  const beside = path.replace(/\.csv$/, ".template.json");
  writeFileSync(beside, JSON.stringify(template));
  return beside;
}

function described(path, template) {
  return { path, template, mb: statSync(path).size / 1e6 };
}

/** The file's path; what `write` left half-done is never taken for it. */
async function inCache(name, write) {
  const path = join(cache, name);
  if (existsSync(path)) return path;
  await step(`Writing ${name}`, {}, () => write(`${path}.part`));
  renameSync(`${path}.part`, path);
  return path;
}
