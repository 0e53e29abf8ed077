// What the check of a large file of people takes, and what unique values take of memory.
import { say } from "../../scripts/setup/progress.mjs";
import { median, rounded } from "../statistics.mjs";
import { watchMemory } from "./process.mjs";

/** With the column of unique values and without, in turn; the difference is what these cost. */
export async function measureCheck(chromium, file, { runs }) {
  const plain = file.template.columns.map(({ unique, ...column }) => column);
  const templates = { unique: file.template, plain: { ...file.template, columns: plain } };
  const found = { unique: [], plain: [] };
  for (let round = 0; round < runs; round += 1)
    for (const [name, template] of Object.entries(templates))
      found[name].push(await checkOnce(chromium, file, template));
  for (const { records, errors } of found.unique)
    if (records !== file.records || errors !== file.errors)
      throw new Error(`${records} records and ${errors} errors, not ${file.records} and ${file.errors}`);
  const of = (name, field) =>
    median(found[name].map((run) => run[field]).filter((value) => value !== undefined));
  const row = (name) => ({
    seconds: rounded(of(name, "ms") / 1000, 2),
    "MB/s": Math.round(file.mb / (of(name, "ms") / 1000)),
    "memory, MB": of(name, "memoryMb"),
  });
  say(`  check of ${file.records} records, ${Math.round(file.mb)} MB:`);
  console.table({ "with unique": row("unique"), without: row("plain") });
  const memory = of("unique", "memoryMb") - of("plain", "memoryMb");
  return {
    figures: {
      check_records: file.records,
      check_seconds: row("unique").seconds,
      check_mb_per_s: row("unique")["MB/s"],
      check_memory_mb: of("unique", "memoryMb"),
      check_without_unique_seconds: row("plain").seconds,
      check_without_unique_memory_mb: of("plain", "memoryMb"),
      unique_bytes_per_row: rounded((memory * 1e6) / file.records, 1),
    },
  };
}

async function checkOnce({ browser, withPage }, file, template) {
  return withPage(async (page) => {
    await page.setInputFiles("input", file.path);
    const memory = await watchMemory(browser);
    const checked = await page.evaluate((template) => bench.open(template), template);
    return { ...checked, memoryMb: await memory.stop() };
  });
}
