// For how long the page's own thread is kept from anything else while a file is imported.
import { say } from "../../scripts/setup/progress.mjs";
import { median, rounded } from "../statistics.mjs";

/** Beside the import, the same timer while a worker only reads the file: what the machine itself keeps a page from. */
export async function measureThread({ withPage }, file, { runs }) {
  const watched = { sheethook: [], stream: [] };
  for (let round = 0; round < runs; round += 1) {
    for (const name of ["stream", "sheethook"]) {
      const result = await withPage(async (page) => {
        await page.setInputFiles("input", file.path);
        const options = { template: file.template };
        return page.evaluate(([name, options]) => bench.timeWatched(name, options), [name, options]);
      });
      if (result.error) throw new Error(result.error);
      watched[name].push(result);
    }
  }
  const of = (name, field) => rounded(median(watched[name].map((run) => run[field])), 1);
  const figures = {
    long_task_max_ms: of("sheethook", "gapMaxMs"),
    long_task_p99_ms: of("sheethook", "gapP99Ms"),
    long_tasks_over_50_ms: median(watched.sheethook.map(({ longTasks }) => longTasks.length)),
    long_task_max_ms_while_only_reading: of("stream", "gapMaxMs"),
  };
  say(
    `  page's thread: gaps of ${figures.long_task_max_ms} ms at most, ${figures.long_task_p99_ms} ms in 99 % `,
  );
  return { figures };
}
