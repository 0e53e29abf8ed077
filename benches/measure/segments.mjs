// A large file in; what it brings to check its segments, and to make its pages, on several workers out.
import { say } from "../../scripts/setup/progress.mjs";
import { median, medianRatio, rounded } from "../statistics.mjs";
import { watchMemory, watchThreads } from "./process.mjs";

const WORKERS = [1, 2, 4];

/**
 * The same import, from the file to its last page, with one worker and with more, in turn. Of more workers than there are
 * cores the time says little; but with cores enough, checking and making pages each take as long as their busiest thread works.
 */
export async function measureSegments({ browser, withPage }, file, { runs }) {
  const results = Object.fromEntries(WORKERS.map((workers) => [workers, []]));
  for (let round = 0; round < runs; round += 1) {
    for (const workers of WORKERS) {
      const result = await runOnce(browser, withPage, file, workers);
      if (result.records !== file.records) throw new Error(`${result.records} records`);
      results[workers].push(result);
      const { ms, checkMs, busiest, all, memoryMb } = result;
      say(
        `  ${workers} at work: checked in ${checkMs} ms, all in ${ms}; the busiest threads work ${busiest}, all together ${all}; ${memoryMb} MB more memory`,
      );
    }
  }
  const of = (workers, field) => results[workers].map((result) => result[field]);
  const figures = {};
  for (const workers of WORKERS) {
    figures[`segments_${workers}_busiest_ms`] = median(of(workers, "busiest"));
    figures[`segments_${workers}_all_threads_ms`] = median(of(workers, "all"));
    figures[`segments_${workers}_memory_mb`] = median(of(workers, "memoryMb"));
    if (workers > 1)
      figures[`segments_${workers}_gain`] = rounded(medianRatio(of(1, "ms"), of(workers, "ms")));
  }
  return { figures };
}

async function runOnce(browser, withPage, file, workers) {
  return withPage(async (page) => {
    await page.setInputFiles("input", file.path);
    const watched = async (work) => {
      const threads = await watchThreads(browser);
      const result = await work();
      return { ...result, worked: threads.stop() };
    };
    const memory = await watchMemory(browser);
    const check = await watched(() =>
      page.evaluate(([template, workers]) => bench.open(template, workers), [file.template, workers]),
    );
    const pages = await watched(() => page.evaluate(() => bench.pages()));
    const [busiest, all] = [([most]) => most, (worked) => worked.reduce((total, ms) => total + ms, 0)].map(
      (of) => Math.round(of(check.worked) + of(pages.worked)),
    );
    const ms = Math.round(check.ms + pages.ms);
    return {
      ms,
      checkMs: Math.round(check.ms),
      records: pages.records,
      busiest,
      all,
      memoryMb: await memory.stop(),
    };
  });
}
