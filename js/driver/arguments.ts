// Checks what callers pass, and gives it as the engine takes it.

import { Paging } from "../api/engine.js";
import { SheethookError } from "../api/error.js";
import { optionNames, READING } from "../api/options.js";
import { parseRecipe, type Recipe, type RecipeReading } from "../api/recipe.js";
import type { OpenOptions, PagesOptions, ViewOptions } from "../api/types.js";

/** JSON would make null of what is no number, and null means something: no header, the end of the rows. */
export const numbers = (_: string, value: unknown) =>
  typeof value === "number" && !Number.isFinite(value) ? String(value) : value;

/** How pages are asked for, as the engine takes it; to be freed. */
export function pagingOf(options: PagesOptions, uploadId: string): Paging {
  text("uploadId", uploadId);
  return new Paging(uploadId, jsonOf("extra", options.extra), options.chunkSize, options.maxPageBytes);
}

/** What was said of how a file is read. */
export function readingOf(options: OpenOptions): RecipeReading {
  const given = optionNames(READING).filter((name) => options[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, options[name]]));
}

/** Refuses a reading whose texts are none. */
export function checkReading(reading: RecipeReading): void {
  for (const name of optionNames(READING, "text")) text(name, reading[name]);
}

/** A recipe, which may come from anywhere. */
export function recipeOf(value: unknown): Recipe {
  const { recipe, faults } = parseRecipe(value);
  if (!recipe) throw new SheethookError("recipe-invalid", { faults });
  return recipe;
}

/** What isn't text would trap inside WebAssembly. */
export function text(option: string, value: unknown): void {
  if (value !== undefined && typeof value !== "string") {
    throw new SheethookError("bad-option", { option, reason: `must be text, not ${typeof value}` });
  }
}

export function viewOptions(view: ViewOptions): void {
  if (typeof view !== "object" || view === null) {
    throw new SheethookError("bad-option", { option: "view", reason: "must be an object" });
  }
  for (const name of ["rows", "column", "text"] as const) text(`view.${name}`, view[name]);
}

export function required(option: string, value: unknown): void {
  text(option, value ?? null);
}

export function wholeNumber(option: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new SheethookError("bad-option", { option, reason: `must be a whole number from 0, not ${value}` });
  }
}

/** A template's JSON. A number that JSON can't say goes as a text, so that it is refused with its path. */
export function templateJson(template: unknown): string | undefined {
  const said = (value: unknown) =>
    typeof value === "number" ? Number.isFinite(value) : typeof value !== "bigint";
  try {
    return JSON.stringify(template, (_, value) => (said(value) ? value : String(value)));
  } catch (cause) {
    const faults = [{ path: "", reason: "must be what JSON can say" }];
    throw new SheethookError("template-invalid", { faults }, { cause });
  }
}

export function jsonOf(
  option: string,
  value: unknown,
  replacer?: (key: string, value: unknown) => unknown,
): string {
  try {
    return JSON.stringify(value ?? null, replacer) ?? "null";
  } catch (cause) {
    throw new SheethookError("bad-option", { option, reason: "must be what JSON can say" }, { cause });
  }
}
