// The flights' rows some times over, under one header, or only the first of them: real data of any size.
import { once } from "node:events";
import { createReadStream, createWriteStream, readFileSync, writeFileSync } from "node:fs";
import { inRoot } from "../../scripts/setup/paths.mjs";

export const template = JSON.parse(readFileSync(inRoot("benches/files/flights.json"), "utf8"));

/** Rows of the sample. */
export const FLIGHTS = 336_776;

/** Writes the sample so many times over. */
export async function repeatFlights(sample, path, times) {
  const header = readFileSync(sample).indexOf("\n") + 1;
  const out = createWriteStream(path);
  for (let copy = 0; copy < times; copy += 1) {
    const rows = createReadStream(sample, { start: copy === 0 ? 0 : header, highWaterMark: 1 << 20 });
    rows.pipe(out, { end: false });
    await once(rows, "end");
  }
  out.end();
  await once(out, "close");
}

/** Writes as many of the first rows as fit into so many bytes. */
export function firstFlights(sample, path, bytes) {
  const text = readFileSync(sample).subarray(0, bytes);
  writeFileSync(path, text.subarray(0, text.lastIndexOf("\n") + 1));
}
