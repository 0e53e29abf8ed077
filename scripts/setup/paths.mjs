// Where things are: the project's folder, the user's cache, and programs on PATH.
import { accessSync, constants } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder. */
export const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

/** Kept per user, so that a second clone finds the compiled tools and the sample. */
export const cache = process.env.SHEETHOOK_CACHE || join(homedir(), ".cache", "sheethook");

/** A path inside the project. */
export const inRoot = (...parts) => join(root, ...parts);

/** The first of these that is an executable file; a bare name is looked up on PATH. */
export function which(...candidates) {
  for (const candidate of candidates) {
    const paths = candidate.includes("/")
      ? [candidate]
      : (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, candidate));
    const found = paths.find(isExecutable);
    if (found) return found;
  }
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
