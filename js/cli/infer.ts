// Drafts the column of a template that takes some cells.
import type { Column } from "../api/engine.js";
import { daysOf } from "./day-layouts.js";

/** So many digits a double holds for sure; longer numbers are names. */
const MAX_DIGITS = 15;
/** A list that a person would read. */
const MAX_OPTIONS = 20;
const MAX_OPTION = 40;
/** How often an option stands in the column on average, at least. */
const LEAST_REPEATS = 3;

type Guess = Omit<Column, "key">;

/** `cells` are those of the first rows, empty ones too. */
export function infer(key: string, header: string, cells: string[]): Column {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== "");
  const required = filled.length > 0 && filled.length === cells.length;
  const different = new Set(filled).size === filled.length;
  const unique = filled.length > 1 && different && isIdentifier(header);
  const { type, ...rest } = typeOf(filled);
  const bare = header
    .trimEnd()
    .replace(/[([][^()[\]]*[)\]]$/, "")
    .trim();
  return {
    key,
    ...(header !== "" && header !== key && { name: header }),
    ...(bare !== "" && bare !== header.trim() && { alternateKeys: [bare] }),
    type,
    ...(required && { required }),
    ...(unique && { unique }),
    ...rest,
  };
}

/** Whether a header is that of something that each record has for itself. */
function isIdentifier(header: string): boolean {
  return (
    /(?:^|[^\p{L}])(?:id|e-?mail|code|uuid)$/iu.test(header.trim()) ||
    /[a-z](?:I[dD]|E-?[mM]ail|Code|U[uU][iI][dD])$/.test(header.trim())
  );
}

function typeOf(cells: string[]): Guess {
  const all = (pattern: RegExp) => cells.every((cell) => pattern.test(cell));
  if (cells.length === 0) return { type: "string" };
  // With 1 and 0 alone they are numbers.
  if (all(/^(?:true|false|yes|no|y|n|t|f|on|off|1|0|ja|nein|oui|non|sí|si|sim|não)$/i) && !all(/^[10]$/))
    return { type: "boolean" };
  const number = numberOf(cells);
  if (number) return number;
  if (all(/^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i)) return { type: "uuid" };
  const moment = dateOf(cells);
  if (moment) return moment;
  if (all(/^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@.,;<>"]+$/)) return { type: "email" };
  if (cells.every((cell) => /^https?:\/\/\S+$/i.test(cell) && URL.canParse(cell))) return { type: "url" };
  const options = optionsOf(cells);
  if (options) return { type: "select", options };
  return { type: "string" };
}

/** A few texts that repeat, each in its usual case: a select takes any. */
function optionsOf(cells: string[]): Guess["options"] {
  const counts = new Map<string, number>();
  for (const cell of cells) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  const options = new Map<string, string>();
  for (const [cell, count] of counts) {
    const before = options.get(cell.toLowerCase());
    if (before === undefined || count > (counts.get(before) ?? 0)) options.set(cell.toLowerCase(), cell);
  }
  const { size } = options;
  if (size < 2 || size > MAX_OPTIONS || size * LEAST_REPEATS > cells.length) return undefined;
  const values = [...options.values()];
  if (values.some((value) => value.length > MAX_OPTION)) return undefined;
  return values.sort().map((value) => ({ value }));
}

const PLAIN = /^-?\d+$/;
/** With a point before the fraction, and with a comma. */
const POINT = /^-?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/;
const COMMA = /^-?(?:\d+|\d{1,3}(?:\.\d{3})+)(?:,\d+)?$/;

function numberOf(cells: string[]): Guess | undefined {
  // A number with zeros before it, or too long for one, is a name: of a place, an account, a telephone.
  const isName = (cell: string) => /^-?0\d/.test(cell) || cell.replace(/\D/g, "").length > MAX_DIGITS;
  const [point, comma] = [POINT, COMMA].map((pattern) => cells.every((cell) => pattern.test(cell)));
  if ((!point && !comma) || cells.some(isName)) return undefined;
  if (cells.every((cell) => PLAIN.test(cell))) return { type: "integer" };
  // 1,234 alone is either.
  if (point && comma) return { type: "number" };
  const whole = !cells.some((cell) => cell.includes(point ? "." : ","));
  const grouped = cells.some((cell) => cell.includes(point ? "," : "."));
  const type = whole ? "integer" : "number";
  if (!point) return { type, decimal: "," };
  return grouped ? { type, decimal: "." } : { type };
}

const ISO_TIME = /^(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/;
const TIMES: [string, RegExp][] = [
  ["HH:mm:ss", /^(.+) (?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/],
  ["HH:mm", /^(.+) (?:[01]\d|2[0-3]):[0-5]\d$/],
  ["H:mm", /^(.+) (?:1?\d|2[0-3]):[0-5]\d$/],
  ["hh:mm A", /^(.+) (?:0[1-9]|1[0-2]):[0-5]\d [AaPp][Mm]$/],
  ["h:mm A", /^(.+) (?:[1-9]|1[0-2]):[0-5]\d [AaPp][Mm]$/],
];

const TIME = /^(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?(?: ?[AaPp]\.?[Mm]\.?)?$/;

function dateOf(cells: string[]): Guess | undefined {
  if (cells.every((cell) => TIME.test(cell))) return { type: "time" };
  const days = daysOf(cells);
  if (days) return { type: "date", ...formats(days, "YYYY-MM-DD") };
  for (const [time, pattern] of [["", ISO_TIME] as const, ...TIMES]) {
    const dates = cells.map((cell) => pattern.exec(cell)?.[1]);
    if (!dates.every((date) => date !== undefined)) continue;
    const found = daysOf(dates);
    if (!found) return undefined;
    if (time === "") return { type: "datetime" };
    return {
      type: "datetime",
      ...formats(found === "unclear" ? found : { layout: `${found.layout} ${time}` }, ""),
    };
  }
  return undefined;
}

/** Nothing where no order is clear, or where it is the one that is taken anyway. */
function formats(days: { layout: string } | "unclear", usual: string): { formats?: string[] } {
  return days === "unclear" || days.layout === usual ? {} : { formats: [days.layout] };
}
