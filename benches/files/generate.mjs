// Writes files of several kinds: the same bytes on every machine.
import { once } from "node:events";
import { createWriteStream } from "node:fs";

/** Counts up when a generator below writes other bytes than before, so that files kept from earlier are not taken. */
export const GENERATION = 1;

const SEED = 20_240_229;
const CHUNK_CHARS = 1 << 20;

/** Writes the header and so many records of that kind. */
export async function generate(kind, path, records) {
  const { template, cells } = kind;
  const random = numbersFrom(SEED);
  const out = createWriteStream(path);
  let text = `${template.columns.map(({ key }) => key).join(",")}\n`;
  for (let at = 0; at < records; at += 1) {
    text += `${cells(at, random)}\n`;
    if (text.length < CHUNK_CHARS && at < records - 1) continue;
    if (!out.write(text)) await once(out, "drain");
    text = "";
  }
  out.end();
  await once(out, "close");
}

/** Mulberry32: whole numbers from 0 up to, not including, what is asked for, in an order that the seed decides. */
function numbersFrom(seed) {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const two = (number) => String(number).padStart(2, "0");
export const day = (random) => `${1990 + random(40)}-${two(1 + random(12))}-${two(1 + random(28))}`;
const decimal = (random, whole, digits) =>
  `${random(whole)}.${String(random(10 ** digits)).padStart(digits, "0")}`;
const template = (code, columns) => ({ code, onInvalid: "include", columns });

const WORDS =
  "alpha basket cedar délicat ember fjord garnet harbour indigo juniper kite lantern μικρός naïve 東京".split(
    " ",
  );
const STATES = ["open", "paid", "shipped", "returned"];

/** Every eighth of a wide file's columns is of the same kind. */
const WIDE = [
  { name: "count", type: "integer", cell: (random) => String(random(100_000)) },
  { name: "price", type: "number", cell: (random) => decimal(random, 10_000, 2) },
  { name: "label", type: "string", cell: (random) => `${WORDS[random(15)]} ${WORDS[random(15)]}` },
  { name: "day", type: "date", cell: day },
  { name: "flag", type: "boolean", cell: (random) => (random(2) ? "true" : "false") },
  { name: "code", type: "string", cell: (random) => `AB-${random(1_000_000)}` },
  { name: "share", type: "number", cell: (random) => (random(4) ? "" : `-${decimal(random, 10, 6)}`) },
  {
    name: "state",
    type: "select",
    options: STATES.map((value) => ({ value })),
    cell: (random) => STATES[random(4)],
  },
];

const wideColumns = Array.from({ length: 200 }, (_, at) => {
  const { name, cell, ...column } = WIDE[at % WIDE.length];
  return { cell, column: { key: `${name}_${at}`, ...column } };
});

const sentence = (random) => {
  const words = Array.from({ length: 6 + random(14) }, () => WORDS[random(15)]);
  if (random(3) === 0) words[2] = `""${words[2]}""`;
  if (random(2) === 0) words[4] += ",";
  return `${words.join(" ")}.${random(4) === 0 ? "\n" : " "}`;
};
const sentences = (() => {
  const random = numbersFrom(SEED);
  return Array.from({ length: 512 }, () => sentence(random));
})();

const text = (random, least, most) => {
  let long = "";
  for (let left = least + random(most - least); left > 0; left -= 1) long += sentences[random(512)];
  return long;
};

/** The kinds of file, each with what it holds and about how many records make a megabyte. */
export const KINDS = {
  wide: {
    what: "200 columns of eight types",
    perMb: 617,
    template: template(
      "wide",
      wideColumns.map(({ column }) => column),
    ),
    cells: (_, random) => wideColumns.map(({ cell }) => cell(random)).join(","),
  },
  quoted: {
    what: "long quoted cells with line breaks, commas and doubled quotes",
    perMb: 727,
    template: template("quoted", [
      { key: "id", type: "integer" },
      { key: "title", type: "string" },
      { key: "body", type: "string" },
      { key: "author", type: "string" },
      { key: "day", type: "date" },
      { key: "score", type: "number" },
    ]),
    cells: (at, random) =>
      [
        `"${at + 1}"`,
        `"${sentences[random(512)].trim()}"`,
        `"${text(random, 3, 24)}"`,
        `"${WORDS[random(15)]}"`,
        day(random),
        decimal(random, 10, 1),
      ].join(","),
  },
  narrow: {
    what: "five columns of numbers",
    perMb: 26_800,
    template: template("narrow", [
      { key: "id", type: "integer" },
      { key: "x", type: "number" },
      { key: "y", type: "number" },
      { key: "z", type: "number" },
      { key: "n", type: "integer" },
    ]),
    cells: (at, random) =>
      `${at + 1},${decimal(random, 1000, 3)},-${decimal(random, 100, 4)},${decimal(random, 10, 6)},${random(10_000)}`,
  },
};
