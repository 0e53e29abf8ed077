// A record in; what is printed of it out, for the console and for the README.
import { MEANING, TARGETS, verdict } from "./targets.mjs";

const NAMES = {
  stream: "`File.stream()`",
  sheethook: "sheethook",
  udsv: "uDSV",
  udsv_strings: "uDSV, strings",
  papa: "Papa Parse",
};

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

/** The same as two tables of Markdown. The fastest of the importers on each file stands in bold. */
export function markdown(record) {
  return [timesTable(record.files), figuresTable(record)].filter(Boolean).join("\n\n");
}

function timesTable(files) {
  const peers = Object.keys(NAMES).filter((peer) => Object.values(files).some(({ runs }) => peer in runs));
  if (peers.length === 0) return "";
  const rows = Object.entries(files).map(([name, file]) => {
    const importers = peers.filter((peer) => peer !== "stream" && file.seconds[peer] && !file.wrong[peer]);
    const fastest = importers.sort((one, other) => file.seconds[one] - file.seconds[other])[0];
    const cells = peers.map((peer) => {
      const ratio = file.ratios[`pages_vs_${peer}`];
      const time = file.seconds[peer] === undefined ? "–" : `${file.seconds[peer].toFixed(2)} s`;
      const shown = `${peer === fastest ? `**${time}**` : time}${ratio === undefined ? "" : ` (${ratio.toFixed(2)})`}`;
      return file.wrong[peer] ? `${shown}: ${file.wrong[peer]}` : shown;
    });
    const check = file.seconds.check === undefined ? "" : `${file.seconds.check.toFixed(2)} s`;
    return [`${name}: ${file.what}, ${Math.round(file.mb)} MB`, ...cells, check];
  });
  return table(["file", ...peers.map((peer) => NAMES[peer]), "sheethook's check alone"], rows);
}

function figuresTable(record) {
  const rows = known(record).map(({ target, value }) => [
    MEANING[target.name],
    String(value),
    `${target.must} (${target.goal})`,
    verdict(target, value),
  ]);
  return rows.length === 0 ? "" : table(["figure", "is", "shall be (aim)", ""], rows);
}

function known({ ratios, figures }) {
  return TARGETS.map((target) => ({ target, value: ratios[target.name] ?? figures[target.name] })).filter(
    ({ value }) => value !== undefined,
  );
}

function speed({ mb, seconds }, peer) {
  return seconds[peer] && Math.round(mb / seconds[peer]);
}

function table(head, rows) {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
