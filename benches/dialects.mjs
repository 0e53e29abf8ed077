// How often the delimiter of a small file is found, by sheethook and by its peers: node benches/dialects.mjs
//
// The files are those of the sniffer's own test, so only the last two groups, which were written before it was tried on
// them, are fair to the peers; and the peers look only for a delimiter. Where a file is one column, any will do that
// leaves it one.
import { readFileSync } from "node:fs";
import { READERS } from "./readers.mjs";

const groups = JSON.parse(readFileSync(new URL("../tests/sniff/cases.json", import.meta.url), "utf8"));

/** Whether a reader finds a text's delimiter. */
async function finds(sniff, text, wanted) {
  try {
    const { delimiter, columns } = await sniff(text);
    return wanted === "" ? columns <= 1 : columns > 1 && delimiter === wanted;
  } catch {
    // An empty file has no columns to any of them.
    return text.trim() === "";
  }
}

const names = Object.keys(READERS);
console.log(`| files | | ${names.join(" | ")} |\n| --- | ${"--- | ".repeat(names.length + 1)}`.trimEnd());
const sums = names.map(() => 0);
let files = 0;
for (const [group, cases] of Object.entries(groups)) {
  const found = names.map(() => 0);
  for (const [, text, delimiter] of cases) {
    for (const [at, name] of names.entries()) {
      found[at] += (await finds(READERS[name].sniff, text, delimiter)) ? 1 : 0;
    }
  }
  files += cases.length;
  for (const [at, count] of found.entries()) sums[at] += count;
  console.log(`| ${group} | ${cases.length} | ${found.join(" | ")} |`);
}
console.log(`| all | ${files} | ${sums.join(" | ")} |`);
