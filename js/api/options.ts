// The options of reading and of paging, once: callers are checked by this table, and the command's flags and help, the element's
// attributes and the readings of recipes are made of it.

/** One option: what it takes, and what the command says of it. */
export type OptionSpec = {
  /** What the command's help says. */
  help: string;
  /** What stands for the value in the help. */
  value: string;
} & (
  | {
      type: "text" /** Words of the command that mean texts which are hard to type. */;
      words?: Record<string, string>;
    }
  | { type: "number"; least: number; most?: number }
  | { type: "json" }
);

const NONE = { none: "" };

/** How a file is read. What is not given is found from the file. */
export const READING = {
  delimiter: {
    type: "text",
    words: { tab: "\t", "\\t": "\t" },
    value: "C",
    help: 'up to eight bytes, tab, or " +" for any number of spaces',
  },
  quote: { type: "text", words: NONE, value: "C", help: "one character, or none" },
  escape: {
    type: "text",
    words: NONE,
    value: "C",
    help: "one character before one that means itself, or none",
  },
  comment: {
    type: "text",
    words: NONE,
    value: "C",
    help: "one character that begins a line of comment, or none",
  },
  encoding: { type: "text", value: "NAME", help: "such as utf-8, windows-1252 or shift_jis" },
  headerRow: {
    type: "number",
    least: 0,
    most: 1e6,
    value: "N",
    help: "the row with the headers, from 1, blank lines and comments counted; 0: there is none",
  },
} as const satisfies Record<string, OptionSpec>;

/** How pages are cut, and what they say. */
export const PAGING = {
  chunkSize: { type: "number", least: 1, value: "N", help: "the most records in a page (default: 1000)" },
  maxPageBytes: {
    type: "number",
    least: 1,
    value: "N",
    help: "the most bytes in a page (default: 524288)",
  },
  uploadId: { type: "text", value: "ID", help: "names this run (default: a random UUID)" },
  extra: { type: "json", value: "V", help: "passed on in every page: JSON if it parses, else a string" },
} as const satisfies Record<string, OptionSpec>;

/** The values that options of a table have. */
export type OptionValues<Table extends Record<string, OptionSpec>> = {
  [name in keyof Table]?: Table[name]["type"] extends "number"
    ? number
    : Table[name]["type"] extends "text"
      ? string
      : unknown;
};

/** The names of a table's options, those of one type where that is said. */
export function optionNames<Table extends Record<string, OptionSpec>>(
  table: Table,
  type?: OptionSpec["type"],
): (keyof Table & string)[] {
  return Object.keys(table).filter((name) => type === undefined || table[name]?.type === type);
}

/** An option's name as flags and attributes have it: `chunk-size`. */
export function dashed(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** JSON where it parses, otherwise the text itself. */
export function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
