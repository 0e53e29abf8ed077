// A module in, the same module out whose data says no longer where in Rust's sources a panic happened: nobody is told.

/** The path of a source file, as panics have it. */
const PATH = /(?:\/[\w.+@-]+)*\/?(?:[\w.+@-]+\/)*[\w-]+\.rs\0/g;
/** A `Location`: a path's place and length, line, column. */
const WORD = 4;
const LOCATION = 4 * WORD;

export function forgetLocations(module) {
  const segments = module.filter(([head]) => head === "data").map((field) => ({ field, ...decoded(field) }));
  const lengths = new Map();
  for (const { bytes, start } of segments) {
    for (const { index, 0: path } of bytes.toString("latin1").matchAll(PATH)) {
      // Several that follow each other without a gap would be one to the pattern, but each ends with a NUL.
      lengths.set(start + index, path.length - 1);
      bytes.fill(0, index, index + path.length);
    }
  }
  const [first] = lengths.keys();
  // Named anew, because Binaryen's names for what it cuts at zeros would be names that are there already.
  for (const [number, { field, bytes, start }] of segments.entries()) {
    for (let at = -start & (WORD - 1); at + LOCATION <= bytes.length; at += WORD) {
      const length = lengths.get(bytes.readUInt32LE(at));
      if (length === undefined || length !== bytes.readUInt32LE(at + WORD)) continue;
      // All the same, and so the shortest when compressed.
      bytes.fill(0, at, at + LOCATION).writeUInt32LE(first, at);
    }
    field.splice(1, 1, `$data${number}`);
    field.splice(-1, 1, encoded(bytes));
  }
  return module;
}

function decoded(field) {
  const offset = field.find((part) => part[0] === "i32.const");
  const text = field.at(-1).slice(1, -1);
  const bytes = [];
  for (const [, hex, meant, plain] of text.matchAll(/\\([0-9a-f]{2})|\\(.)|([^\\]+)/gs)) {
    if (hex) bytes.push(Number.parseInt(hex, 16));
    else bytes.push(...Buffer.from(meant ? (ESCAPES[meant] ?? meant) : plain, "utf8"));
  }
  return { start: Number(offset[1]), bytes: Buffer.from(bytes) };
}

const ESCAPES = { t: "\t", n: "\n", r: "\r" };

function encoded(bytes) {
  return `"${[...bytes].map((byte) => `\\${byte.toString(16).padStart(2, "0")}`).join("")}"`;
}
