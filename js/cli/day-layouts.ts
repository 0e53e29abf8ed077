// Finds the layout in which all cells of a column are dates.

/** Parts of a layout: how they are written, and what they are. */
const PARTS: { [token: string]: string } = {
  YYYY: "(?<year>\\d{4})",
  YY: "(?<year>\\d{2})",
  MM: "(?<month>\\d{2})",
  M: "(?<month>\\d{1,2})",
  MMM: "(?<word>[A-Za-z]{3})",
  MMMM: "(?<word>[A-Za-z]{3,9})",
  DD: "(?<day>\\d{2})",
  D: "(?<day>\\d{1,2})",
};

const MONTHS = [
  ...["january", "february", "march", "april", "may", "june", "july"],
  ...["august", "september", "october", "november", "december"],
];

/** With digits only: the stricter before the looser. */
const ORDERS = ["Y-M-D", "D-M-Y", "M-D-Y"];
const WORDED = [
  "D MMM YYYY",
  "D MMMM YYYY",
  "MMM D, YYYY",
  "MMMM D, YYYY",
  "D-MMM-YYYY",
  "DD MMM YYYY",
  "DD-MMM-YYYY",
];

const LAYOUTS: { layout: string; order: string; pattern: RegExp }[] = [];
for (const order of ORDERS) {
  for (const [year, month, day] of [
    ["YYYY", "MM", "DD"],
    ["YYYY", "M", "D"],
    ["YY", "MM", "DD"],
    ["YY", "M", "D"],
  ] as const) {
    // Two digits of a year before all else look like a day.
    if (year === "YY" && order === "Y-M-D") continue;
    for (const sign of ["-", "/", "."]) {
      // Nobody writes the month first with points.
      if (sign === "." && order === "M-D-Y") continue;
      const named: { [part: string]: string } = { Y: year, M: month, D: day };
      add(
        order
          .split("-")
          .map((part) => named[part])
          .join(sign),
        order,
      );
    }
  }
}
for (const layout of WORDED) add(layout, layout);

function add(layout: string, order: string): void {
  const parts = layout.replace(/[.]/g, "\\.").replace(/Y+|M+|D+/g, (token) => PARTS[token] ?? token);
  LAYOUTS.push({ layout, order, pattern: new RegExp(`^${parts}$`) });
}

/** What the cells of a column say: a layout, or that they are dates of which no layout can be distinguished from the others. */
export type Days = { layout: string } | "unclear" | undefined;

export function daysOf(cells: string[]): Days {
  const first = cells[0];
  if (first === undefined) return undefined;
  const fitting = LAYOUTS.filter(({ pattern }) => isDay(first, pattern)).filter(({ pattern }) =>
    cells.every((cell) => isDay(cell, pattern)),
  );
  const best = fitting[0];
  if (!best) return undefined;
  return fitting.every(({ order }) => order === best.order || isWorded(order, best.order))
    ? { layout: best.layout }
    : "unclear";
}

/** "May" is a month's name in full as well as in short, and both are the same day. */
const isWorded = (one: string, other: string) => WORDED.includes(one) && WORDED.includes(other);

function isDay(cell: string, pattern: RegExp): boolean {
  const parts = pattern.exec(cell)?.groups;
  if (!parts) return false;
  const { year = "", month, word, day } = parts;
  const number = word === undefined ? Number(month) : monthOf(word, pattern);
  const date = new Date(Date.UTC(Number(year.padStart(4, "2000")), number - 1, Number(day)));
  return number > 0 && date.getUTCMonth() === number - 1 && date.getUTCDate() === Number(day);
}

function monthOf(word: string, pattern: RegExp): number {
  const short = pattern.source.includes("{3})");
  const names = short ? MONTHS.map((month) => month.slice(0, 3)) : MONTHS;
  return names.indexOf(word.toLowerCase()) + 1;
}
