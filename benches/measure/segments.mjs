// A file in; what it would bring to import it in segments, on a worker each, out.
import { cpus } from "node:os";
import { say } from "../../scripts/setup/progress.mjs";
import { medianRatio, rounded } from "../statistics.mjs";

/**
 * An upper bound: each worker imports a slice of the file as a file of its own, in whatever order they come to it.
 * Nothing guesses or confirms where rows begin, puts the results together or keeps the pages in their order.
 */
export async function measureSegments({ withPage }, file, { runs }) {
  const workers = Math.max(2, cpus().length);
  const times = { 1: [], [workers]: [] };
  for (let round = 0; round < runs; round += 1) {
    for (const count of [1, workers]) {
      const result = await withPage(async (page) => {
        await page.setInputFiles("input", file.path);
        return page.evaluate(([template, count]) => bench.segments(template, count), [file.template, count]);
      });
      say(
        `  ${count} at a time: checked in ${Math.round(result.checkMs)} ms, all in ${Math.round(result.ms)} ms`,
      );
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
    figures: {
      segments_workers: workers,
      segments_check_gain_at_most: gain("checkMs"),
      segments_pages_gain_at_most: gain("ms"),
    },
  };
}
