// Takes the files that a build step reads and writes; runs the step only when it has something to do.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { inRoot } from "../setup/paths.mjs";
import { step } from "../setup/progress.mjs";

/** Runs `work(onLine)` unless the inputs (files or folders) are what they were and every output is there. */
export async function ifChanged({ name, about, inputs, outputs }, work) {
  const stamp = inRoot("target/stamps", name.replace(/\W+/g, "-"));
  const before = fingerprint(inputs);
  if (
    existsSync(stamp) &&
    readFileSync(stamp, "utf8") === before &&
    outputs.every((path) => existsSync(inRoot(path)))
  )
    return;
  await step(name, { about }, work);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, before);
}

function fingerprint(paths) {
  const hash = createHash("sha256");
  const add = (path) => {
    if (!existsSync(inRoot(path))) return;
    if (statSync(inRoot(path)).isDirectory()) {
      for (const name of readdirSync(inRoot(path)).sort()) add(join(path, name));
    } else {
      hash
        .update(`${path}\0`)
        .update(readFileSync(inRoot(path)))
        .update("\0");
    }
  };
  for (const path of paths) add(path);
  return hash.digest("hex");
}
