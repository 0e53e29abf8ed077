// How long it takes from the choice of a file, large or small, to its first 50 rows on the page.
import { say } from "../../scripts/setup/progress.mjs";
import { median, medianRatio, rounded } from "../statistics.mjs";

/** It takes so little that more runs cost nothing. */
const RUNS_MORE = 3;

/** Each run in a new page: its worker starts and its engine is compiled within the time. */
export async function measurePreview({ withPage }, large, small, { runs }) {
  const [ofLarge, ofSmall] = [[], []];
  for (let round = 0; round < runs * RUNS_MORE; round += 1) {
    ofSmall.push(await preview(withPage, small));
    ofLarge.push(await preview(withPage, large));
  }
  const preview_ms = rounded(median(ofLarge), 1);
  say(`  preview: ${preview_ms} ms of ${Math.round(large.mb)} MB, ${rounded(median(ofSmall), 1)} ms of 1 MB`);
  return {
    ratios: { preview_1gb_vs_1mb: rounded(medianRatio(ofLarge, ofSmall)) },
    figures: { preview_ms, preview_1mb_ms: rounded(median(ofSmall), 1) },
  };
}

function preview(withPage, { path, template }) {
  return withPage(async (page) => {
    await page.evaluate((template) => bench.awaitPreview(template), template);
    await page.setInputFiles("input", path);
    return page.evaluate(() => bench.previewed);
  });
}
