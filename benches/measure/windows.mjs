// How long 50 rows take from anywhere in a large file of flights.
import { readFileSync } from "node:fs";
import { say } from "../../scripts/setup/progress.mjs";
import { samplePath } from "../../scripts/setup.mjs";
import { median, quantile, rounded } from "../statistics.mjs";

const PLACES = 200;
const ROWS = 50;

/** Asked for on the page one after another, in one sheet that has been checked. */
export async function measureWindows({ withPage }, file, { runs }) {
  const { records, rounds } = await withPage(async (page) => {
    await page.setInputFiles("input", file.path);
    return page.evaluate(
      ([template, options]) => bench.windows(template, options),
      [file.template, { rounds: runs, places: PLACES, count: ROWS }],
    );
  });
  verify(rounds);
  const of = (share) => rounded(median(rounds.map(({ times }) => quantile(times, share))), 2);
  const figures = {
    window_p95_ms: of(0.95),
    window_median_ms: of(0.5),
    window_max_ms: of(1),
    window_records: records,
  };
  say(
    `  windows: ${figures.window_median_ms} ms, 95 % within ${figures.window_p95_ms} ms, of ${records} records`,
  );
  return { figures };
}

/** Record n of the flights is row n of the sample, over and over. */
function verify(rounds) {
  const rows = readFileSync(samplePath, "utf8").trimEnd().split("\n").slice(1);
  for (const { start, rows: count, first } of rounds.flatMap(({ found }) => found)) {
    if (count !== ROWS || first !== rows[start % rows.length])
      throw new Error(`the window at record ${start} holds ${count} rows, the first ${first}`);
  }
}
