// A large file in; what it brings to check its segments on several workers, against one, out.
import { cpus } from "node:os";
import { say } from "../../scripts/setup/progress.mjs";
import { medianRatio, rounded } from "../statistics.mjs";

/** The same import, from the file to its last page, with one worker and with one for each core, in turn. */
export async function measureSegments({ withPage }, file, { runs }) {
  const workers = Math.max(2, cpus().length);
  const times = { 1: [], [workers]: [] };
  for (let round = 0; round < runs; round += 1) {
    for (const count of [1, workers]) {
      const result = await withPage(async (page) => {
        await page.setInputFiles("input", file.path);
        const options = { template: file.template, workers: count };
        return page.evaluate((options) => bench.time("sheethook", options), options);
      });
      const { checkMs, ms, records, errors } = result;
      const known = Object.values(times).flat()[0]?.errors ?? errors;
      if (records !== file.records || errors !== known)
        throw new Error(result.error ?? `${records} records and ${errors} errors, not ${known}`);
      say(`  ${count} at work: checked in ${Math.round(checkMs)} ms, all in ${Math.round(ms)} ms`);
      times[count].push(result);
    }
  }
  const gain = (field) =>
    rounded(
      medianRatio(
        times[1].map((run) => run[field]),
        times[workers].map((run) => run[field]),
      ),
    );
  return {
    figures: { segments_workers: workers, segments_check_gain: gain("checkMs"), segments_gain: gain("ms") },
  };
}
