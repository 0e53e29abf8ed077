// Times of files by peers, ours in relation to theirs, and memory.
import { say } from "../../scripts/setup/progress.mjs";
import { median, medianRatio, rounded } from "../statistics.mjs";
import { watchMemory } from "./process.mjs";

/** They take so long that they may have runs of their own number. */
export const SLOW = ["udsv", "udsv_strings", "papa"];

/** Runs of all in turn, each round beginning with another, so that a drift of the machine's speed meets all alike. */
export async function compare(chromium, file, names, { runs, peerRuns }) {
  const results = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < runs; round += 1) {
    const turn = round % names.length;
    for (const name of [...names.slice(turn), ...names.slice(0, turn)]) {
      if (SLOW.includes(name) && round >= peerRuns) continue;
      results[name][round] = await runOnce(chromium, file, name);
    }
  }
  return summary(file, results);
}

/** One run in a page of its own: what it counted, its time, and by how many megabytes memory grew. */
export async function runOnce({ browser, withPage }, file, name) {
  const result = await withPage(async (page) => {
    await page.setInputFiles("input", file.path);
    const memory = await watchMemory(browser);
    const options = { template: file.template };
    const timed = await page.evaluate(([name, options]) => bench.time(name, options), [name, options]);
    return { ...timed, memoryMb: await memory.stop() };
  });
  verify(file, name, result);
  const outcome =
    result.error?.split("\n")[0] ?? `${seconds(result.ms)} s, ${result.memoryMb} MB more memory`;
  say(`  ${name}: ${outcome}`);
  return result;
}

/** Ours must be right to be fast; what a peer gets wrong is reported beside its time. */
function verify(file, name, { error, records, errors, bytes }) {
  if (name === "sheethook" && error) throw new Error(error);
  if (name === "sheethook" && records !== file.records)
    throw new Error(`${records} records of ${file.path}, which has ${file.records}`);
  if (name === "sheethook" && file.errors !== undefined && errors !== file.errors)
    throw new Error(`${errors} errors in ${file.path}, which has ${file.errors}`);
  if (name === "stream" && Math.round(bytes) !== Math.round(file.mb * 1e6))
    throw new Error(`${bytes} bytes of ${file.path}: ${error}`);
}

function summary(file, results) {
  const times = (name, field = "ms") => (results[name] ?? []).map((run) => run?.[field]);
  const ours = times("sheethook");
  const each = (give) =>
    Object.fromEntries(
      Object.entries(results).map(([name, runs]) => [name, give(name, runs.filter(Boolean))]),
    );
  const known = (name, field) => times(name, field).filter((value) => value !== undefined);
  return {
    what: file.what,
    mb: rounded(file.mb, 1),
    records: file.records,
    columns: file.template.columns.length,
    ratios: {
      pages_vs_stream: rounded(medianRatio(times("stream"), ours)),
      check_vs_stream: rounded(medianRatio(times("stream"), times("sheethook", "checkMs"))),
      pages_vs_udsv: rounded(medianRatio(times("udsv"), ours)),
      pages_vs_udsv_strings: rounded(medianRatio(times("udsv_strings"), ours)),
      pages_vs_papa: rounded(medianRatio(times("papa"), ours)),
      // What these would be if reading the file twice, one read after the other, were all there is to do.
      pages_vs_udsv_at_most: halved(medianRatio(times("udsv"), times("stream"))),
      pages_vs_papa_at_most: halved(medianRatio(times("papa"), times("stream"))),
    },
    seconds: {
      ...each((name) => seconds(median(known(name, "ms")))),
      check: seconds(median(known("sheethook", "checkMs"))),
      open: seconds(median(known("sheethook", "openMs"))),
    },
    memory_mb: each((name) => median(known(name, "memoryMb"))),
    runs: each((name) => known(name, "ms").map(seconds)),
    wrong: Object.fromEntries(
      Object.entries(results).flatMap(([name, runs]) => {
        const wrong = complaint(name, file, runs.filter(Boolean));
        return wrong ? [[name, wrong]] : [];
      }),
    ),
    what_it_does: each((_, [run]) => run?.what),
  };
}

const halved = (ratio) => rounded(ratio === undefined ? undefined : ratio / 2);

/** What a peer got wrong with the file. */
function complaint(name, file, runs) {
  const failed = runs.find(({ error }) => error);
  if (failed) return failed.error.split("\n")[0];
  const other = runs.find(({ records }) => records !== file.records);
  return name !== "stream" && other ? `${other.records} records of ${file.records}` : undefined;
}

const seconds = (ms) => rounded(ms === undefined ? undefined : ms / 1000, 3);
