// A large file in; what it brings to check its segments, and to make its pages, on several workers out.
import { say } from "../../scripts/setup/progress.mjs";
import { median, medianRatio, rounded } from "../statistics.mjs";
import { watchThreads } from "./process.mjs";

const WORKERS = [1, 2, 4];

/**
 * The same import, from the file to its last page, with one worker and with more, in turn. Of more workers than there are
 * cores the time says little; but with cores enough, no import can take less than its busiest thread works.
 */
export async function measureSegments({ browser, withPage }, file, { runs }) {
  const results = Object.fromEntries(WORKERS.map((workers) => [workers, []]));
  for (let round = 0; round < runs; round += 1) {
    for (const workers of WORKERS) {
      const result = await runOnce(browser, withPage, file, workers);
      if (result.records !== file.records) throw new Error(result.error ?? `${result.records} records`);
      results[workers].push(result);
      const { ms, checkMs, worked } = result;
      const [busiest] = worked;
      say(
        `  ${workers} at work: checked in ${Math.round(checkMs)} ms, all in ${Math.round(ms)}, of which the busiest thread works ${Math.round(busiest)}, and all together ${Math.round(sum(worked))}`,
      );
    }
  }
  const of = (workers, field) => results[workers].map(field);
  const figures = {};
  for (const workers of WORKERS) {
    figures[`segments_${workers}_busiest_thread_ms`] = Math.round(
      median(of(workers, ({ worked }) => worked[0])),
    );
    figures[`segments_${workers}_all_threads_ms`] = Math.round(
      median(of(workers, ({ worked }) => sum(worked))),
    );
    if (workers > 1)
      figures[`segments_${workers}_gain`] = rounded(
        medianRatio(
          of(1, ({ ms }) => ms),
          of(workers, ({ ms }) => ms),
        ),
      );
  }
  return { figures };
}

async function runOnce(browser, withPage, file, workers) {
  return withPage(async (page) => {
    await page.setInputFiles("input", file.path);
    const threads = await watchThreads(browser);
    const options = { template: file.template, workers };
    const result = await page.evaluate((options) => bench.time("sheethook", options), options);
    return { ...result, worked: threads.stop() };
  });
}

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
