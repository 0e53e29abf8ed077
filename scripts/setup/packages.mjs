// Makes sure that node_modules holds what package-lock.json says.
import { existsSync, readFileSync } from "node:fs";
import { inRoot } from "./paths.mjs";
import { run } from "./run.mjs";

export const packages = {
  name: "JavaScript packages, by npm ci",
  about: "about 20 seconds",
  done: isInstalled,
  work: (onLine) => run("npm", ["ci", "--no-audit", "--no-fund"], { onLine }),
  advice: "Run `npm ci` to see why, and try again.",
};

/** Compares the versions themselves: a clone or a checkout changes the files' times, not what is needed. */
function isInstalled() {
  const record = inRoot("node_modules/.package-lock.json");
  if (!existsSync(record)) return false;
  const entries = (path) => JSON.parse(readFileSync(path, "utf8")).packages;
  const installed = entries(record);
  return Object.entries(entries(inRoot("package-lock.json"))).every(
    ([path, { version, optional }]) =>
      path === "" || (installed[path] ? installed[path].version === version : optional),
  );
}
