// How well polluted files are read by sheethook and by its peers, told nothing: node benches/pollock.mjs [--losses [NAME]]
//
// The files are made here, after the classes of a published benchmark, so scores compare with each other, and not with its
// own: the peers get a file's dialect there. `--losses` prints each file that is not read as it was meant.
import { argv } from "node:process";
import { pollutions } from "./pollock/pollute.mjs";
import { score } from "./pollock/score.mjs";
import { READERS } from "./readers.mjs";

const names = Object.keys(READERS);
const losses = argv.includes("--losses") ? (argv[argv.indexOf("--losses") + 1] ?? "sheethook") : null;

/** A sum of scores by their weights. */
class Mean {
  sum = 0;
  weight = 0;

  add(score, weight = 1) {
    this.sum += score * weight;
    this.weight += weight;
  }

  toString() {
    return (this.sum / this.weight).toFixed(3);
  }
}

const means = () => names.map(() => new Mean());
const simply = means();
const weighted = means();
const whole = means();
/** By class: how many files, how many of them are read as they were meant, and the scores. */
const classes = new Map();

async function read(reader, text) {
  try {
    return await reader(text);
  } catch (error) {
    return { error };
  }
}

for (const polluted of pollutions()) {
  const kind = classes.get(polluted.name) ?? { files: 0, scores: means() };
  classes.set(polluted.name, kind);
  kind.files += 1;
  for (const [at, name] of names.entries()) {
    const result = await read(READERS[name].read, polluted.text);
    const points = score(polluted, result.error ? null : result);
    simply[at].add(points);
    weighted[at].add(points, polluted.weight);
    if (polluted.group === "file") whole[at].add(points);
    kind.scores[at].add(points);
    if (name === losses && points < 10) explain(polluted, result, points);
  }
}

/** Prints the first row that is not as it was meant. */
function explain(polluted, result, points) {
  console.log(`${polluted.name}: ${points.toFixed(3)} ${result.error?.message ?? ""}`);
  if (result.error) return;
  const wanted = [polluted.header, ...polluted.records].map((row) => JSON.stringify(row));
  const got = [result.header, ...result.records].map((row) => JSON.stringify(row));
  const at = wanted.findIndex((row, at) => row !== got[at]);
  console.log(`  row ${at} of ${wanted.length}\n    is to be ${wanted[at]}\n    is       ${got[at]}`);
}

const heading = (title) =>
  console.log(
    `\n| ${title} | files | ${names.join(" | ")} |\n| --- | ${"--- | ".repeat(names.length + 1)}`.trimEnd(),
  );
heading("fault");
for (const [name, { files, scores }] of classes)
  console.log(`| ${name} | ${files} | ${scores.join(" | ")} |`);
const all = [...classes.values()].reduce((sum, { files }) => sum + files, 0);
heading("of 10");
console.log(`| every file the same | ${all} | ${simply.join(" | ")} |`);
console.log(`| by how often a fault occurs | ${all} | ${weighted.join(" | ")} |`);
console.log(`| whole-file faults | ${whole[0].weight} | ${whole.join(" | ")} |`);
