// The command's arguments: what they may be, and what help says of them.
import { readFile } from "node:fs/promises";
import { type ParseArgsConfig, parseArgs } from "node:util";
import type { Operation, Template } from "../api/engine.js";
import { dashed, jsonOrText, type OptionSpec, type OptionValues, PAGING, READING } from "../api/options.js";
import type { Recipe } from "../api/recipe.js";
import type { OpenOptions } from "../api/types.js";

/** The command was used wrongly; the message says how. */
export class UsageError extends Error {}

/** A table's flags with what they say. */
function helpOf(table: Record<string, OptionSpec>): string {
  const line = (name: string, { value, help }: OptionSpec) =>
    `  ${`--${dashed(name)} ${value}`.padEnd(23)}${help}`;
  return Object.entries(table)
    .map(([name, option]) => line(name, option))
    .join("\n");
}

const READING_HELP = `
Reading options
${helpOf(READING)}
What is not given is found from the file.
`;

const TEMPLATE = `
  --template T.json      what the file is imported into (default: every header is a column of strings)
`;

const SHAPING = `
Mapping and editing options
  --recipe R.json        read, map and edit as a recipe says that an earlier file has left
  --edits LOG.json       do the operations of a log of this file, in place of those of a recipe
`;

const PAGING_HELP = `
Paging options
${helpOf(PAGING)}
`;

const VERBOSE = `
Other options
  --verbose              print what the file says about its dialect on standard error, as sniff does
`;

export const HELP = {
  sheethook: `sheethook: imports spreadsheets

  sheethook pages FILE             print the pages, one JSON body a line
  sheethook check FILE             print what is wrong with the rows, one issue a line
  sheethook send FILE --to URL     deliver the pages to a webhook or a relay
  sheethook csv FILE               print the records as CSV
  sheethook sniff FILE             print how the file is written, one line of JSON
  sheethook template FILE          print the draft of a template for the file

Each takes --help. FILE is delimited text: CSV, TSV and kin.
`,
  pages: `sheethook pages FILE [options]

Prints one page body a line, with issues or not; an invalid cell stays its text.
${TEMPLATE}${READING_HELP}${SHAPING}${PAGING_HELP}${VERBOSE}
Exit code: 0, or 1 when the file can't be read, 2 for wrong options.
`,
  check: `sheethook check FILE --template T.json [options]

Prints one issue a line, {"row", "line", "column", "code", "severity", "value", ...}, and last a summary,
{"records", "errors", "warnings", "byCode"}. Lines that are no records (blank, comments, above the headers,
below the table) are told with "severity": "info" and "row": null.
${TEMPLATE}${READING_HELP}${SHAPING}${VERBOSE}
Exit code: 0 without errors, 1 with errors, where the rows don't say how a column is to be read (its "decimal" and
"formats" in the template do), or when the file can't be read, 2 for wrong options.
`,
  send: `sheethook send FILE --to URL [options]

Delivers the pages one after another, with retries; progress goes to standard error.

  --to URL                   a webhook, or a relay
  --auth-header-name NAME    the header for the value (default: Sheethook-Auth, as a relay takes it)
  --auth-header-value VALUE  its value
  --skipped OUT.csv          write the rows that were not sent because they are invalid, with the reasons
${TEMPLATE}${READING_HELP}${SHAPING}${PAGING_HELP}
Exit code: 0 when every page was taken, 1 when not, 2 for wrong options.
`,
  csv: `sheethook csv FILE [options]

Prints records as CSV: values as in pages, in the template's columns; or invalid rows as they are in the file, with the reasons.

  --rows KIND            valid (default), invalid or all
  --formulas KIND        of cells that a spreadsheet may take for a formula: guard (default; an apostrophe goes before them, but
                         for plain numbers such as -5), guard-all (before those too) or keep
  --to-delimiter C       what is written between cells: tab or one ASCII sign (default: a comma)
  --bom                  begin with a byte order mark, by which Excel knows UTF-8
${TEMPLATE}${READING_HELP}${SHAPING}
Exit code: 0, or 1 when the file can't be read, 2 for wrong options.
`,
  sniff: `sheethook sniff FILE [options]

Prints what the first 256 KB of the file say about how it is written, as one line of JSON: {"encoding", "delimiter", "quote",
"escape", "comment", "newline", "headerRow", "headerRows", "columns", "confidence"}. Rows count from 1, with blank lines, comments
and what stands above the table; header row 0: there is none. Confidence goes from 0 (a guess) to 1, for each part.
${TEMPLATE}${READING_HELP}
Exit code: 0, or 1 when the file can't be read, 2 for wrong options.
`,
  template: `sheethook template FILE [options]

Prints the draft of a template as JSON: a column for each header, with the type that the first 1,000 rows have. Read it before
you use it: a sample can't say what other files will have.

  --from KIND            FILE is a schema of another kind: table-schema, impler or json-schema. What a template can't say
                         is told on standard error
  --csv                  print a file to be filled in, a row of headers, for the template that FILE is (or becomes by --from)
${READING_HELP}
Exit code: 0, or 1 when FILE can't be read or has no columns, 2 for wrong options.
`,
};

type Options = NonNullable<ParseArgsConfig["options"]>;

const text = { type: "string" } as const;

/** The flags of a table, by their names. */
function flagsOf<Table extends Record<string, OptionSpec>>(table: Table) {
  const flags = Object.keys(table).map((name) => [dashed(name), text]);
  return Object.fromEntries(flags) as { [flag in Dashed<keyof Table & string>]: typeof text };
}

type Dashed<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? First extends Lowercase<First>
    ? `${First}${Dashed<Rest>}`
    : `-${Lowercase<First>}${Dashed<Rest>}`
  : "";

export const READING_OPTIONS = { template: text, ...flagsOf(READING) } satisfies Options;

export const SHAPING_OPTIONS = { recipe: text, edits: text } satisfies Options;

/** What pages and check also take. */
export const VERBOSE_OPTION = { verbose: { type: "boolean" } } satisfies Options;

export const PAGING_OPTIONS = flagsOf(PAGING) satisfies Options;

type Values<T> = { [K in keyof T]?: T[K] extends { type: "boolean" } ? boolean : string };

/** One FILE and options. */
export function parse<T extends Options>(args: string[], options: T): { file: string; values: Values<T> } {
  try {
    const { positionals, values } = parseArgs({ args, options, allowPositionals: true });
    const [file, ...more] = positionals;
    if (file === undefined) throw new UsageError("A FILE is missing.");
    if (more.length > 0) throw new UsageError(`One FILE at a time, not also "${more.join('", "')}".`);
    return { file, values: values as Values<T> };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const sentence = (error as Error).message.split(". ")[0];
    throw new UsageError(`${sentence}.`);
  }
}

/** The values of a table's flags. */
function valuesOf<Table extends Record<string, OptionSpec>>(
  table: Table,
  values: Record<string, string | boolean | undefined>,
): OptionValues<Table> {
  const given = Object.entries(table).flatMap(([name, option]) => {
    const value = values[dashed(name)];
    return typeof value === "string" ? [[name, optionValue(dashed(name), option, value)]] : [];
  });
  return Object.fromEntries(given);
}

function optionValue(flag: string, option: OptionSpec, value: string): unknown {
  if (option.type === "json") return jsonOrText(value);
  if (option.type === "text") return option.words?.[value] ?? value;
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < option.least || !Number.isSafeInteger(number)) {
    throw new UsageError(`--${flag} must be a whole number, at least ${option.least}, not "${value}".`);
  }
  return number;
}

/** How the file is to be opened. */
export async function openOptions(
  values: Values<typeof READING_OPTIONS & typeof SHAPING_OPTIONS>,
): Promise<OpenOptions> {
  return {
    template: await readJson<Template>("template", values.template),
    recipe: await readJson<Recipe>("recipe", values.recipe),
    log: await readJson<Operation[]>("log", values.edits),
    ...valuesOf(READING, values),
  };
}

/** A delimiter that is written, as the one that is read. */
export function delimiterOf(value: string | undefined): string | undefined {
  return value === undefined ? undefined : (optionValue("to-delimiter", READING.delimiter, value) as string);
}

async function readJson<T>(what: string, path: string | undefined): Promise<T | undefined> {
  if (path === undefined) return undefined;
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch (error) {
    throw new UsageError(`The ${what} ${path} can't be read: ${(error as Error).message}.`);
  }
}

/** How the pages are to be cut, and what they say. */
export function pagesOptions(values: Values<typeof PAGING_OPTIONS>): OptionValues<typeof PAGING> {
  return valuesOf(PAGING, values);
}
