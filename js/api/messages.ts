// English sentences for codes and their parameters.
import type { Issue, Question } from "./engine.js";

/** What is wrong with a cell, a row or a header, or what lines are no rows, as a sentence without its place. */
export function issueMessage(issue: Issue): string {
  // The host's words go before ours.
  if (issue.message) return issue.message;
  switch (issue.code) {
    case "required":
      return "A value is required here.";
    case "not-number":
      return "This is not a number.";
    case "not-integer":
      return "This is not a whole number.";
    case "not-boolean":
      return "This is neither yes nor no.";
    case "not-date":
      return `This is not a date in the form ${issue.formats.join(" or ")}.`;
    case "not-datetime":
      return `This is not a time in the form ${issue.formats.join(" or ")}.`;
    case "not-time":
      return "This is not a time of a day, such as 09:30 or 21:05:00.";
    case "not-email":
      return "This is not an email address.";
    case "not-url":
      return "This is not a web address, which begins with http:// or https://.";
    case "not-uuid":
      return "This is not a UUID.";
    case "not-option":
      return `This is not one of the options: ${issue.options.join(", ")}.`;
    case "too-small":
      return `This must be at least ${issue.min}.`;
    case "too-large":
      return `This must be at most ${issue.max}.`;
    case "too-short":
      return `This must have at least ${count(issue.min, "character")}.`;
    case "too-long":
      return `This must have at most ${count(issue.max, "character")}.`;
    case "too-few-digits":
      return `This must have at least ${count(issue.min, "digit")}.`;
    case "too-many-digits":
      return `This must have at most ${count(issue.max, "digit")}.`;
    case "pattern":
      return `This does not match the pattern ${issue.pattern}.`;
    case "duplicate":
      return `Row ${issue.firstRow} has the same value, and it must be unique.`;
    case "rule":
      return `The values of ${issue.columns.join(", ")} do not go together.`;
    case "custom":
      return issue.message || "The application has found something wrong here.";
    case "missing-cells":
      return `The row has ${cells(issue.found)}, the header ${issue.expected}. The missing ones count as empty.`;
    case "extra-cells":
      return `The row has ${cells(issue.found)}, the header only ${issue.expected}. The rest belongs to no column.`;
    case "duplicate-header":
      return issue.key === null
        ? `Column ${issue.firstPlace} has the same header. Unless it is chosen, this one is not imported.`
        : `Column ${issue.firstPlace} has the same header. This one is called "${issue.key}".`;
    case "empty-header":
      return `Column ${issue.place} has no header.${issue.key === null ? "" : ` It is called "${issue.key}".`}`;
    case "blank-line":
      return leftOut(issue.lines, "blank line", "blank lines");
    case "comment-line":
      return leftOut(issue.lines, "comment", "comments");
    case "preamble-line":
      return leftOut(issue.lines, "line above the headers", "lines above the headers");
    case "footer-line":
      return leftOut(issue.lines, "line below the table", "lines below the table");
    case "unclosed-quote":
      return "The quote at the start of the cell is never closed. It was read as text, up to the end of the line.";
    case "stray-quote":
      return "A quote stands inside the cell, where it neither begins nor ends it. It was read as text.";
    case "nul-byte":
      return "The cell has a NUL character, which no text has.";
    case "broken-encoding":
      return "The text has broken characters; each is shown as \uFFFD. Is the encoding right?";
  }
}

/** What became of the host's own functions, where they said nothing of a row. */
export function hostMessage(
  happened:
    | { code: "failed"; reason: string }
    | { code: "timeout"; timeoutMs: number }
    | { code: "unfed" | "too-much" },
): string {
  switch (happened.code) {
    case "failed":
      return `The application could not check this row: ${happened.reason}`;
    case "timeout":
      return `The application could not check this row: it did not answer within ${happened.timeoutMs / 1000} s.`;
    case "unfed":
      return "The application wanted to change this, but nothing of the file feeds the column.";
    case "too-much":
      return "The application wanted to change this row, but there are too many changes for one import.";
  }
}

function leftOut(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? `${one} was` : `${many} were`} left out.`;
}

function cells(count: number): string {
  return count === 1 ? "1 cell" : `${count} cells`;
}

const FOREIGN: Record<string, string> = {
  xlsx: "an Excel workbook or another ZIP file",
  xls: "an old Excel workbook",
  pdf: "a PDF",
  gzip: "a compressed file",
  "utf-32": "text in UTF-32",
};

/** What ended a job, where, and what to do. */
export function errorMessage({ code, details }: { code: string; details: Record<string, unknown> }): string {
  // biome-ignore lint/suspicious/noExplicitAny: each code has details of its own, which Rust's `Error` names.
  const d = details as Record<string, any>;
  switch (code) {
    case "empty-file":
      return "The file is empty. Choose a file that has a row of headers and rows of data.";
    case "not-text":
      return `The file is ${FOREIGN[d.looksLike] ?? "no text"}. Save it as CSV${d.looksLike === "utf-32" ? " in UTF-8" : ""} and choose that file.`;
    case "header-row-missing":
      return `The file has no headers in row ${d.headerRow}.`;
    case "header-too-long":
      return `The headers do not end within the first ${d.limit} bytes. Is this a file of rows and columns?`;
    case "row-too-long":
      return `The row that begins on line ${d.line} is longer than ${d.limit} bytes. A quote there may never be closed.`;
    case "cell-too-long":
      return `A cell in quotes in the row that begins on line ${d.line} is longer than ${d.limit} bytes. A quote there may never be closed.`;
    case "too-many-cells":
      return `The row that begins on line ${d.line} has more than ${d.limit} cells. Is the delimiter right?`;
    case "template-invalid":
      return `The template can't be used: ${faults(details, "template")}.`;
    case "recipe-invalid":
      return `The recipe can't be used: ${faults(details, "recipe")}.`;
    case "operation-invalid":
      return `The rows can't be edited so: ${faults(details, "operation")}.`;
    case "mapping-invalid":
      return `The column "${d.key}" can't be mapped so: ${d.reason}.`;
    case "bad-option":
      return `The option ${d.option} ${d.reason}.`;
    case "blocked": {
      const [first] = details.issues as Issue[];
      const where = first
        ? ` The first is in row ${first.row}${first.column ? `, column ${first.column}` : ""}.`
        : "";
      return `Nothing was sent: ${count(d.errors, "error")} in ${count(d.invalidRecords, "row")}.${where} Fix them and import again.`;
    }
    case "undecided": {
      const questions = details.questions as Question[];
      return `Nothing was sent: ${questions.map(questionMessage).join(" ")} Decide, and send again.`;
    }
    case "too-many-records":
      return `There is not enough memory to compare the values of more than ${d.records} records.`;
    case "not-checked":
      return "The file has to be checked before its pages can be made.";
    case "file-changed":
      return "The file was changed while it was being imported. Choose it again.";
    case "unreadable":
      return `The file${d.file ? ` ${d.file}` : ""} can't be read: ${d.reason}. If it was changed or moved, choose it again.`;
    case "http-status":
      return `${pageOf(details)} was refused${d.status ? ` with status ${d.status}` : " with a redirect, which is not followed"}${tried(details)}.`;
    case "network":
      return `${pageOf(details)} could not be sent: the server can't be reached${tried(details)}. Check the connection and try again.`;
    case "timeout":
      return `${pageOf(details)} could not be sent: the server did not answer in time${tried(details)}. Try again later.`;
    case "aborted":
      return "The import was stopped.";
    case "closed":
      return "The sheet has been closed.";
    case "worker-failed":
      return `The import's background worker could not be started: ${d.reason}. Check the page's Content-Security-Policy (worker-src, script-src 'wasm-unsafe-eval').`;
    default:
      return `Something went wrong: ${d.reason ?? code}`;
  }
}

function pageOf(details: Record<string, unknown>): string {
  return `Page ${details.page} of ${details.totalPages}`;
}

function tried(details: Record<string, unknown>): string {
  return details.attempts === 1 ? "" : ` (tried ${details.attempts} times)`;
}

function count(number: number, noun: string): string {
  return number === 1 ? `1 ${noun}` : `${number} ${noun}s`;
}

/** What is to be asked about a column. */
export function questionMessage({ column, kind, candidates, examples }: Question): string {
  const [first] = examples;
  if (kind === "currency") {
    const found = candidates.map(({ value }) => value).filter((value) => value !== "any");
    return `The numbers in the column "${column}" have several currencies (${found.join(", ")}), which are not sent with them: choose the one that is meant, or any.`;
  }
  const ways = candidates.flatMap(({ value, meanings }) => (meanings[0] ? `${meanings[0]} (${value})` : []));
  const about =
    { decimal: "numbers", "date-order": "dates", serial: "numbers in place of dates" }[kind] ?? kind;
  return `The rows don't say how the ${about} in the column "${column}" are to be read: "${first}" may be ${ways.join(" or ")}.`;
}

/** Faults with their paths. */
function faults(details: Record<string, unknown>, whole: string): string {
  const all = details.faults as { path: string; reason: string }[];
  return all.map(({ path, reason }) => `${path || whole}: ${reason}`).join("; ");
}
