// The flights' rows some times over, under one header.
import { once } from "node:events";
import { createReadStream, createWriteStream, existsSync, readFileSync, renameSync } from "node:fs";

/** Writes the file once; gives back its path. */
export async function repeatFlights(sample, path, times) {
  if (existsSync(path)) return path;
  const header = readFileSync(sample).indexOf("\n") + 1;
  const out = createWriteStream(`${path}.part`);
  for (let copy = 0; copy < times; copy += 1) {
    const rows = createReadStream(sample, { start: copy === 0 ? 0 : header });
    rows.pipe(out, { end: false });
    await once(rows, "end");
  }
  out.end();
  await once(out, "close");
  renameSync(`${path}.part`, path);
  return path;
}
