// A foreign schema's default as a column's, where the column itself would take it from a file.
import type { Column } from "../api/engine.js";
import type { Draft } from "./draft.js";
import { isDay, isTime, takes } from "./rules.js";

/** Comes last: what the column takes must be known. */
export function takeDefault(draft: Draft, column: Column, value: unknown, path: string): void {
  const reason = whyNot(column, value);
  if (reason !== undefined) draft.leave(path, reason);
  else if (typeof value !== "string") column.default = value as number | boolean;
  else column.default = draft.text(value, path);
}

function whyNot(column: Column, value: unknown): string | undefined {
  const refused = "not a value that the column takes";
  if (column.unique) return "a value that must be unique has no default";
  if (column.type === "boolean") return typeof value === "boolean" ? undefined : refused;
  if (takes(column, "range")) return isNumber(column, value) ? undefined : refused;
  if (typeof value !== "string" || value === "") return refused;
  // It is not run here: other engines than the linear one may take for ever.
  if (column.pattern !== undefined) return "whether the pattern takes it is not known here";
  return isText(column, value) ? undefined : refused;
}

function isNumber({ type, min, max, ...column }: Column, value: unknown): boolean {
  return (
    typeof value === "number" &&
    Number.isFinite(value) &&
    (type === "number" || Number.isInteger(value)) &&
    !(typeof min === "number" && value < min) &&
    !(typeof max === "number" && value > max) &&
    hasDigits(column as Column, String(value))
  );
}

function isText(column: Column, value: string): boolean {
  const { type, minLength = 0, maxLength = Number.POSITIVE_INFINITY, formats } = column;
  const length = [...value].length;
  if (length < minLength || length > maxLength || !hasDigits(column, value)) return false;
  switch (type) {
    case "select":
      return column.options?.some((option) => option.value === value) ?? false;
    // Narrower than the engine: what it would refuse must not become a default.
    case "email":
      return /^\w[\w+-]{0,60}(?:\.[\w+-]{1,60})?@(?:[a-z0-9]+[.-]){0,9}[a-z0-9]+\.[a-z]{2,9}$/i.test(value);
    case "url":
      return /^https?:\/\/(?:[a-z0-9]+[.-]){0,9}[a-z0-9]+\.[a-z]{2,9}(?:\/[\w./?=&%#~+-]*)?$/i.test(value);
    case "uuid":
      return /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i.test(value);
    case "date":
      return formats === undefined && isDay(value);
    case "datetime":
      return formats === undefined && isTime(value);
    default:
      return true;
  }
}

function hasDigits({ minDigits = 0, maxDigits = Number.POSITIVE_INFINITY }: Column, text: string): boolean {
  const digits = text.replace(/\D/g, "").length;
  return digits >= minDigits && digits <= maxDigits;
}
