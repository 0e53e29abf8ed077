// CSV of rows with errors, for people to fix: the file's columns, edited, and why each row is invalid.

import type { EngineSheet, ViewRow } from "../api/engine.js";
import { SheethookError } from "../api/error.js";
import { issueMessage } from "../api/messages.js";
import type { CsvOptions } from "../api/types.js";
import { text } from "./arguments.js";
import { feeding } from "./feed.js";
import type { Source } from "./source.js";

/** So many characters at once, more or less. */
const PIECE = 1 << 20;

const MIN_ROWS = 16;
const MAX_ROWS = 4096;

type Written = Required<Pick<CsvOptions, "delimiter" | "formulas" | "bom">>;

/** The options with their defaults; throws if one can't be used. */
export function csvOptions(options: CsvOptions): Required<CsvOptions> {
  const { rows = "valid", delimiter = ",", formulas = "guard", bom = false } = options;
  text("delimiter", delimiter);
  text("formulas", formulas);
  if (!["valid", "invalid", "all"].includes(rows)) {
    throw new SheethookError("bad-option", { option: "rows", reason: "must be valid, invalid or all" });
  }
  return { rows, delimiter, formulas, bom: bom === true };
}

/** CSV in pieces of whole rows, of a sheet that is checked. `refuse` throws where no more are wanted. */
export async function* csvPieces(
  engine: EngineSheet,
  source: Source,
  options: Required<CsvOptions>,
  view: (start: number, count: number) => Promise<ViewRow[]>,
  refuse: () => void,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const { rows, delimiter, formulas, bom } = options;
  // Made for invalid rows too, as it checks the options.
  const exporter = engine.exporter(rows === "valid", delimiter, formulas, bom);
  try {
    if (rows === "invalid") return yield* invalidCsv(engine.header(), view, options);
    for await (const _ of feeding(exporter, source)) {
      for (let piece = exporter.nextPiece(); piece; piece = exporter.nextPiece()) {
        refuse();
        yield piece as Uint8Array<ArrayBuffer>;
      }
    }
  } finally {
    exporter.free();
  }
}

/** The rows that `view` gives from a place on, so many at a time, until there are no more. */
async function* invalidCsv(
  header: string[],
  view: (start: number, count: number) => Promise<ViewRow[]>,
  options: Written,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const encoder = new TextEncoder();
  const line = (cells: string[]) => csvLine(cells, options);
  yield encoder.encode(`${options.bom ? "\uFEFF" : ""}${line([...header, "reasons"])}`);
  for (let start = 0, count = MIN_ROWS; ; ) {
    const rows = await view(start, count);
    if (rows.length === 0) return;
    start += rows.length;
    const text = rows.map((row) => line(cellsOf(row, header.length))).join("");
    yield encoder.encode(text);
    count = text.length < PIECE ? Math.min(count * 2, MAX_ROWS) : Math.max(count >> 1, MIN_ROWS);
  }
}

/** A row's cells with the reasons under their header; cells that the header has no place for stand behind them. */
function cellsOf({ cells, issues }: ViewRow, width: number): string[] {
  const errors = issues.filter(({ severity }) => severity === "error");
  const sentence = (issue: ViewRow["issues"][number]) =>
    `${issue.column === null ? "" : `${issue.column}: `}${issueMessage(issue)}`;
  const missing = new Array(Math.max(width - cells.length, 0)).fill("");
  return [...cells.slice(0, width), ...missing, errors.map(sentence).join(" "), ...cells.slice(width)];
}

/** One row of CSV, as the engine writes those of records (src/page/csv.rs). */
function csvLine(cells: string[], { delimiter, formulas }: Pick<Written, "delimiter" | "formulas">) {
  const line = cells.map((cell) => {
    const guarded =
      formulas !== "keep" && FORMULA.test(cell) && (formulas === "guard-all" || !NUMBER.test(cell));
    const text = guarded ? `'${cell}` : cell;
    return /["\r\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
  });
  return `${line.join(delimiter)}\r\n`;
}

const FORMULA = /^[ "]*[=+\-@\t\r\n＝＋－＠]/;
const NUMBER = /^[+-]?(?=[.,]*\d)[\d.,]+([eE][+-]?\d+)?$/;
