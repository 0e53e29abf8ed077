// What would fix all issues of a cause at once.
import type { Cause, Column, Operation } from "./engine.js";

/** Something that fixes a cause, in one operation that can be taken back. */
export type Fix = OperationFix | DropFix;

export interface OperationFix {
  /**
   * `empty`: the cells become empty; `missing`: so do all in the file that say so; `option`: they become one of the options;
   * `replace`: they become another text, and `fill`: the empty cells get one, which a person gives.
   */
  label: "empty" | "missing" | "option" | "replace" | "fill";
  operation: Operation;
  /** Where the person's text goes in the operation: `withText` puts it there. */
  asks?: "replace" | "text";
}

export interface DropFix {
  label: "drop";
  /** The rows that have the cause are deleted. */
  where: Pick<Cause, "column" | "code" | "value">;
}

/** What is written where nothing is known. */
const MISSING = /^(n\s?[/.]?\s?a\.?|#n\/a|nan|null|nil|none|missing|unknown|undefined|tbd|tba|[-–—_?.*]+)$/i;

/** So many options are offered. */
const MAX_OPTIONS = 100;

/** The fixes that fit a cause, the likeliest first. With its column, of the template, more is known. */
export function fixesOf({ column, code, value }: Cause, template?: Column): Fix[] {
  const drop: Fix = { label: "drop", where: { column, code, value } };
  if (column === null || template?.frozen) return [drop];
  const required = template?.required === true;
  if (code === "required") {
    const fill: Fix = { label: "fill", operation: { type: "fill", column, text: "" }, asks: "text" };
    return [...optionsOf(template, (text) => ({ type: "fill", column, text })), fill, drop];
  }
  // Of several values, and of one that is empty, no text can be replaced.
  if (value === null || value === "") return [drop];
  const by = (replace: string): Operation => ({ type: "replace", column, find: value, replace, whole: true });
  const fixes: Fix[] = [];
  if (MISSING.test(value.trim())) {
    const everywhere: Operation = {
      type: "replace",
      find: value,
      replace: "",
      whole: true,
      matchCase: false,
    };
    fixes.push({ label: "missing", operation: everywhere });
  }
  if (code === "not-option") fixes.push(...optionsOf(template, by));
  const replace: Fix = { label: "replace", operation: by(""), asks: "replace" };
  // A text for all of them would make equal cells of equal cells.
  const single = code === "duplicate" ? [] : [replace];
  const empty: Fix[] = required ? [] : [{ label: "empty", operation: by("") }];
  return [...fixes, ...single, ...empty, drop];
}

/** A fix with the text that a person gave. */
export function withText(fix: OperationFix, text: string): OperationFix {
  const { asks, ...rest } = fix;
  return asks ? { ...rest, operation: { ...fix.operation, [asks]: text } as Operation } : fix;
}

function optionsOf(template: Column | undefined, by: (text: string) => Operation): Fix[] {
  const options = template?.options ?? [];
  return options.slice(0, MAX_OPTIONS).map((option) => ({ label: "option", operation: by(option.value) }));
}
