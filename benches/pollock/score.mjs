// Scores what was read against what was to be read, from 0 to 10: success, and precision, recall and F1 of the header's cells,
// of the records and of their cells, as Pollock counts them. Cells that are empty at a row's end don't count.

const filled = (row) => row.slice(0, row.findLastIndex((text) => text !== "") + 1);
const joined = (row) => filled(row).join("\u001f");

/** Precision, recall and F1 of two bags of texts, added up. */
function measures(wanted, read) {
  if (wanted.length === 0) return 3;
  const left = new Map();
  for (const text of wanted) left.set(text, (left.get(text) ?? 0) + 1);
  let both = 0;
  for (const text of read) {
    const count = left.get(text) ?? 0;
    if (count === 0) continue;
    both += 1;
    left.set(text, count - 1);
  }
  if (both === 0) return 0;
  const [precision, recall] = [both / read.length, both / wanted.length];
  return precision + recall + (2 * precision * recall) / (precision + recall);
}

/** The score of a file; 0 where nothing was read. */
export function score(wanted, read) {
  if (!read) return 0;
  return (
    1 +
    measures(filled(wanted.header), filled(read.header)) +
    measures(wanted.records.map(joined), read.records.map(joined)) +
    measures(wanted.records.flatMap(filled), read.records.flatMap(filled))
  );
}
