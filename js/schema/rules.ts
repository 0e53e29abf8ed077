// Rules of foreign schemas as a column's own, where they mean the same.
import type { Column, ColumnType } from "../api/engine.js";
import { at, type Draft, type Fields } from "./draft.js";

/** Which types a rule on cells is for. */
const TAKES = {
  range: ["number", "integer"],
  days: ["date", "datetime"],
  length: ["string", "email", "url", "any"],
  digits: ["string", "number", "integer"],
  pattern: ["string", "email", "url", "any"],
  options: ["string", "email", "url", "any", "select"],
  generated: ["string", "uuid", "any"],
  lists: ["string", "select"],
} satisfies { [rule: string]: ColumnType[] };

export function takes({ type = "string" }: Column, rule: keyof typeof TAKES): boolean {
  return (TAKES[rule] as ColumnType[]).includes(type);
}

/** The fields of a bound, as Table Schema and JSON Schema call them, and how far within it the range begins. */
const BOUNDS = [
  ["minimum", "min", 0],
  ["maximum", "max", 0],
  ["exclusiveMinimum", "min", 1],
  ["exclusiveMaximum", "max", -1],
] as const;

export function takeBounds(draft: Draft, column: Column, fields: Fields, path: string): void {
  for (const [name, bound, step] of BOUNDS) {
    const value = fields[name];
    const here = at(path, name);
    if (value === undefined || value === null) continue;
    const isMoment = isDay(value) || (column.type === "datetime" && isTime(value));
    if (takes(column, "days") && isMoment && step === 0) {
      column[bound] = value as string;
      continue;
    }
    const number = typeof value === "string" && /^[+-]?\d+(?:\.\d+)?$/.test(value) ? Number(value) : value;
    if (!takes(column, "range") || typeof number !== "number" || !Number.isFinite(number)) {
      draft.leave(here, "only numbers have bounds, and days and times as ISO 8601 has them");
      continue;
    }
    const within = step === 0 ? number : step === 1 ? Math.floor(number) + 1 : Math.ceil(number) - 1;
    if (step !== 0 && !(column.type === "integer" && Number.isSafeInteger(within))) {
      draft.leave(here, "a bound is always within the range");
      continue;
    }
    // Where both kinds are said, the narrower holds.
    const other = typeof column[bound] === "number" ? column[bound] : within;
    column[bound] = bound === "min" ? Math.max(other, within) : Math.min(other, within);
  }
}

export function takeLengths(draft: Draft, column: Column, fields: Fields, path: string): void {
  for (const name of ["minLength", "maxLength"] as const) {
    const length = draft.count(fields[name], at(path, name));
    if (length === undefined) continue;
    if (takes(column, "length")) column[name] = length;
    else draft.leave(at(path, name), "only texts have a length");
  }
}

/** Makes a select of a column of texts. */
export function takeOptions(draft: Draft, column: Column, list: unknown, path: string): void {
  if (!takes(column, "options")) {
    draft.leave(path, "only texts can be options");
    return;
  }
  const options = draft.options(list, path);
  if (!options) return;
  // An enum may name some of the categories; their labels stay.
  const labels = new Map(column.options?.map((option) => [option.value, option]));
  column.options = options.map((option) => labels.get(option.value) ?? option);
  column.type = "select";
  column.pattern = undefined;
}

/** Makes a list of a column, or tells that its items are not checked. */
export function takeList(draft: Draft, column: Column, path: string): void {
  column.multiple = true;
  if (takes(column, "lists")) return;
  draft.leave(path, "only texts and options can be in lists: the items are any texts");
  column.type = "string";
}

/** `2024-01-31` */
export function isDay(value: unknown): value is string {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const day = new Date(value);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}

/** `2024-01-31T10:00:00Z` */
export function isTime(value: unknown): value is string {
  if (typeof value !== "string" || !/^[\d-]{10}T\d{2}:\d{2}:\d{2}Z$/.test(value)) return false;
  return isDay(value.slice(0, 10)) && !Number.isNaN(Date.parse(value));
}
