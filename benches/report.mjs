// Prints a record.
import { TARGETS, verdict } from "./targets.mjs";

/** Prints the times on each file, then the figures beside what they shall be. */
export function printRecord(record) {
  for (const [name, file] of Object.entries(record.files)) {
    console.log(`\n${name}: ${file.what}, ${file.mb} MB, ${file.records} records, ${file.columns} columns`);
    const rows = Object.keys(file.runs).map((peer) => [
      peer,
      {
        seconds: file.seconds[peer],
        "MB/s": speed(file, peer),
        "its time / ours": peer === "sheethook" ? 1 : file.ratios[`pages_vs_${peer}`],
        "memory, MB": file.memory_mb[peer],
        "what it does": file.wrong[peer] ?? file.what_it_does[peer],
      },
    ]);
    console.table(Object.fromEntries(rows));
  }
  const figures = known(record);
  if (figures.length === 0) return;
  console.table(
    Object.fromEntries(
      figures.map(({ target, value }) => [
        target.name,
        { value, must: target.must, goal: target.goal, is: verdict(target, value) },
      ]),
    ),
  );
}

function known({ ratios, figures }) {
  return TARGETS.map((target) => ({ target, value: ratios[target.name] ?? figures[target.name] })).filter(
    ({ value }) => value !== undefined,
  );
}

function speed({ mb, seconds }, peer) {
  return seconds[peer] && Math.round(mb / seconds[peer]);
}
