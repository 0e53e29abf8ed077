// Every English text of the widget, in one object: a translation is another object of this shape.

const whole = new Intl.NumberFormat("en");
const plural = (count: number, one: string, many = `${one}s`) =>
  `${whole.format(count)} ${count === 1 ? one : many}`;

export const texts = {
  number: (value: number) => whole.format(value),
  bytes,
  button: "Import",
  title: (name?: string | null) => (name ? `Import ${name}` : "Import a file"),
  close: "Close",
  steps: { label: "Steps", choose: "File", review: "Review", send: "Import" },
  required: "required",

  choose: {
    drop: "Drop your file here or",
    release: "Let go to read the file",
    pick: "choose a file",
    pickOther: "choose another file",
    kinds: "CSV, TSV or TXT",
    privacy: "The file is read in your browser. Nothing is sent until you press Import.",
    columns: "Columns this import looks for",
    requiredHint: "required.",
    columnsHint: "The order doesn't matter, and you can correct the matches in the next step.",
    anyColumns: "Any columns will do: each becomes a field of the record.",
    failed: (name?: string) => (name ? `${name} can't be imported` : "That can't be imported"),
    oneFile: "One file at a time, please.",
    notFile: "That isn't a file. Drop a CSV, TSV or TXT file here.",
    workbook:
      "This looks like a workbook. Save it as CSV (in Excel: File, Save As, CSV UTF-8) and choose that.",
  },

  review: {
    heading: "Review",
    opening: "Reading the file",
    checking: "Checking the records",
    soFar: (records: number) => `${plural(records, "record")} so far`,
    back: "Other file",
    send: (records: number) => `Import ${plural(records, "record")}`,
    waiting: "Import",
    tabs: { columns: "Columns", issues: "Issues", preview: "Preview" },
    separated: {
      ",": "separated by commas",
      ";": "by semicolons",
      "\t": "by tabs",
      "|": "by pipes",
    } as Record<string, string>,
    counts: { records: "Records", errors: "Errors", warnings: "Warnings" },
    matched: (matched: number, all: number) => `${matched}/${all}`,
  },

  reading: {
    label: "How the file is read",
    delimiter: "Cells are separated by",
    delimiterName: (delimiter: string) =>
      ({
        ",": "Commas",
        ";": "Semicolons",
        "\t": "Tabs",
        "|": "Pipes",
        " ": "Spaces",
        " +": "Runs of spaces",
      })[delimiter] ?? delimiter,
    headerRow: "Column names are in",
    headerRowName: (row: string) => (row === "0" ? "No row: there are none" : `Row ${row}`),
    encoding: "Text is written in",
    failed: "The file can't be read so:",
    unsure: "This file can be read in more than one way.",
    look: "Look at the preview",
  },

  verdict: {
    ready: (records: number) => `${plural(records, "record")} ready to import`,
    warned: (warnings: number) => `${plural(warnings, "warning")}: worth a look, but nothing is held back.`,
    empty: "This file has no records",
    emptyHint: "It has a header and nothing below it. You can finish the import, or choose another file.",
    unmatched: (names: string[]) =>
      names.length === 1
        ? `“${names[0]}” has no column yet`
        : `${names.length} required columns have no match`,
    unmatchedHint: "Pick the column of your file that holds it, under Columns.",
    unmatchedHints: (names: string[]) => `Pick a column of your file for each: ${names.join(", ")}.`,
    asked: (questions: number) => (questions === 1 ? "One question first" : `${questions} questions first`),
    askedHint: "Some values can be read in more than one way. Your answer holds for the whole column.",
    block: (rows: number) => `${plural(rows, "row")} ${rows === 1 ? "has" : "have"} errors`,
    blockHint:
      "Nothing can be imported until they are right. Correct them in your file, save it, and choose it again.",
    skipHint: (rows: number, left: number) =>
      `${plural(rows, "row")} with errors will be left out; ${plural(left, "record")} will be imported.`,
    includeHint: (rows: number) =>
      `${plural(rows, "row")} with errors will be sent as ${rows === 1 ? "it is" : "they are"}.`,
  },

  columns: {
    caption: "How the columns of your file are matched",
    wanted: "This import needs",
    found: "Column in your file",
    sample: "First value",
    none: "Not in this file",
    nameless: (position: number) => `Column ${position} (no name)`,
    taken: (header: string, by: string) => `${header} (now ${by})`,
    choose: (name: string) => `Column of your file for ${name}`,
    missing: "Needs a column",
    emptySample: "empty",
    unmatched: "Not imported:",
  },

  issues: {
    caption: "Issues found in the file",
    row: "Row",
    line: "Line",
    /** In place of a row's number. */
    header: "Header",
    column: "Column",
    wholeRow: "whole row",
    value: "Value",
    message: "What is wrong",
    all: "All",
    empty: "empty",
    error: "Error",
    warning: "Warning",
    more: (shown: number, all: number) => `The first ${whole.format(shown)} of ${whole.format(all)}.`,
    showMore: "Show more",
    notInSample: (sample: number) =>
      `None of these is among the first ${whole.format(sample)} issues, which are kept.`,
    filter: "Show only",
    none: "No issues. Every record is right.",
    noneYet: "Issues appear here when the check is done.",
    /** Short names of the issue codes, for counts. A code that isn't listed is shown as it is. */
    codes: {
      required: "Missing value",
      "not-number": "Not a number",
      "not-integer": "Not a whole number",
      "not-boolean": "Not yes or no",
      "not-date": "Not a date",
      "not-option": "Not an option",
      "too-small": "Too small",
      "too-large": "Too large",
      "too-short": "Too short",
      "too-long": "Too long",
      pattern: "Wrong format",
      duplicate: "Duplicate",
      "missing-cells": "Cells missing",
      "extra-cells": "Too many cells",
      "stray-quote": "Stray quote",
      "unclosed-quote": "Quote not closed",
      "broken-encoding": "Broken characters",
      "duplicate-header": "Repeated header",
      "empty-header": "Header without a name",
      "nul-byte": "NUL character",
    } as Record<string, string>,
  },

  /** Lines that are no records; nothing is wrong with them. */
  questions: {
    title: (column: string, kind: string) =>
      ({
        "date-order": `How are the dates in “${column}” written?`,
        decimal: `How are the numbers in “${column}” written?`,
        serial: `Are the numbers in “${column}” dates?`,
        currency: `Which currency are the amounts in “${column}” in?`,
      })[kind] ?? `How is “${column}” to be read?`,
    why: "The rows themselves don’t say.",
    /** What each answer means, by its value. */
    answers: {
      "day-first": "Day first",
      "month-first": "Month first",
      "year-first": "Year first",
      ".": "Decimal point",
      ",": "Decimal comma",
      "1900": "Yes, as in Excel",
      "1904": "Yes, as in Excel for Mac",
      none: "No",
      any: "All of them, whatever the currency",
    } as Record<string, string>,
    nothingAtAll: "not a value",
  },

  leftOut: {
    title: "Lines left out",
    sentence: (told: string[]) => `Left out: ${told.join(", ")}.`,
    place: (line: number, lines: number) =>
      lines === 1
        ? `Line ${whole.format(line)}`
        : `Lines ${whole.format(line)}–${whole.format(line + lines - 1)}`,
    /** By issue code. */
    kinds: {
      "preamble-line": (lines) => `${plural(lines, "line")} above the headers`,
      "comment-line": (lines) => plural(lines, "comment"),
      "blank-line": (lines) => plural(lines, "blank line"),
      "footer-line": (lines) => `${plural(lines, "line")} below the table`,
    } as Record<string, (lines: number) => string>,
  },

  preview: { caption: "The first rows of the file", row: "Row", none: "There are no rows to show." },

  sending: {
    heading: (records: number) => `Importing ${plural(records, "record")}`,
    start: "Getting ready",
    page: (page: number, pages: number) => `Page ${whole.format(page)} of ${whole.format(pages)}`,
    sent: (records: number, all: number) => `${whole.format(records)} of ${whole.format(all)} records sent`,
    retry: (attempt: number) => `The server is busy; trying again, attempt ${attempt}`,
    keepOpen: "Keep this page open until the import is done.",
    cancel: "Cancel",
    stopQuestion: "Stop the import?",
    sentPages: (sent: number, pages: number) =>
      `${whole.format(sent)} of ${plural(pages, "page")} ${sent === 1 ? "has" : "have"} been sent.`,
    sentNothing: "Nothing has been sent yet.",
    stop: "Stop import",
    keepGoing: "Keep going",
  },

  done: {
    heading: (records: number) => `${plural(records, "record")} imported`,
    empty: "Nothing to import",
    emptyHint: (name: string) => `${name} has no records to send. The import is complete.`,
    detail: (name: string, pages: number) => `${name}, delivered in ${plural(pages, "page")}.`,
    leftOut: (rows: number) => `${plural(rows, "row")} with errors ${rows === 1 ? "was" : "were"} left out.`,
    another: "Import another file",
  },

  failed: {
    heading: "The import didn't finish",
    stopped: "The import was stopped",
    again: "Sending again repeats the pages under the same upload id, so that none is counted twice.",
    retry: "Send again",
    close: "Close",
  },

  fault: {
    heading: "This import isn't set up right",
    forDeveloper: "This is for the developer of this page:",
    template: (faults: number) => `The template has ${plural(faults, "fault")}.`,
    templateNotJson: "must be an object, or an attribute that holds JSON; this text doesn't parse",
    noDestination:
      "is missing, so nothing receives the records: give one (or the endpoint attribute), " +
      "an onPage callback, or a listener for data-imported",
  },

  announce: {
    checking: (percent: number) => `Checking, ${percent} percent`,
    checked: (records: number, errors: number, warnings: number) =>
      `Checked ${plural(records, "record")}: ${plural(errors, "error")}, ${plural(warnings, "warning")}.`,
    sending: (percent: number) => `Importing, ${percent} percent`,
  },
};

export type Texts = typeof texts;

function bytes(size: number): string {
  if (size < 1000) return plural(size, "byte");
  const units = ["KB", "MB", "GB", "TB"];
  let value = size / 1000;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value < 10 ? value.toFixed(1) : whole.format(Math.round(value))} ${units[unit]}`;
}
