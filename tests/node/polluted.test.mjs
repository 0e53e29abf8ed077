// The benchmark's polluted files in, as much of each read as is known to be: what isn't listed is read as it was meant.
import assert from "node:assert/strict";
import { test } from "node:test";
import { pollutions } from "../../benches/pollock/pollute.mjs";
import { score } from "../../benches/pollock/score.mjs";
import { READERS } from "../../benches/readers.mjs";

/** The least that a file of some fault scores. */
const LEAST = {
  // Refused by name.
  "no payload": 0,
  // The second table's headers are a record.
  "two tables, the second's columns: same": 9.98,
  "two tables, the second's columns: more": 9.98,
  "two tables, the second's columns: less": 9.98,
  // A backslash before an apostrophe, which needed none.
  "escape: backslash": 9.5,
  // In rows whose cells have line breaks.
  "a quote more": 9.93,
  // Where the quotes of two cells in one get into each other.
  "one delimiter less": 9.62,
  // The worst where that row is the header.
  "a row with another delimiter": 7,
};

const { read } = READERS.sheethook;
const faults = {};
for (const file of pollutions()) {
  faults[file.name] ??= [];
  faults[file.name].push(file);
}
/** Of the hundreds that differ in a row and a column: those of the first rows, and some. */
const some = (files) => files.filter((_, at) => at < 20 || at % 7 === 0);

for (const [name, files] of Object.entries(faults)) {
  test(`${name}: ${some(files).length} files`, async () => {
    for (const file of some(files)) {
      const points = score(file, await read(file.text).catch(() => null));
      assert.ok(points >= (LEAST[name] ?? 10), `${points} of ${JSON.stringify(file.text.slice(0, 300))}`);
    }
  });
}
