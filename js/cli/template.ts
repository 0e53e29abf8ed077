// `sheethook template`: drafts a template from a file, or from another schema.
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { Template } from "../api/engine.js";
import { openSheet } from "../node.js";
import {
  type Converted,
  type ConvertOptions,
  fromImpler,
  fromJsonSchema,
  fromTableSchema,
} from "../schema/index.js";
import { infer } from "./infer.js";
import { write } from "./output.js";
import { openOptions, parse, READING_OPTIONS, UsageError } from "./usage.js";

/** Rows that the draft is made of. */
const SAMPLE = 1_000;

const { template: _, ...READING } = READING_OPTIONS;
const OWN_OPTIONS = { from: { type: "string" }, csv: { type: "boolean" } } as const;

const CONVERTERS: { [kind: string]: (schema: unknown, options?: ConvertOptions) => Converted } = {
  "table-schema": fromTableSchema,
  impler: fromImpler,
  "json-schema": fromJsonSchema,
};

export async function template(args: string[]): Promise<number> {
  const { file, values } = parse(args, { ...READING, ...OWN_OPTIONS });
  if (values.from !== undefined) return converted(file, values.from, values.csv === true);
  if (values.csv) return print(await given(file), true);
  const sheet = await openSheet(file, await openOptions(values));
  try {
    const rows = await sheet.rows(0, SAMPLE);
    return await print({ ...titled(file), columns: columnsOf(sheet.header, rows) }, false);
  } finally {
    await sheet.close();
  }
}

async function converted(file: string, kind: string, csv: boolean): Promise<number> {
  const convert = Object.hasOwn(CONVERTERS, kind) ? CONVERTERS[kind] : undefined;
  if (!convert) throw new UsageError(`--from must be ${Object.keys(CONVERTERS).join(", ")}, not "${kind}".`);
  const schema = await readJson(file);
  const { template, leftOut } = convert(schema);
  const left = leftOut.map(({ path, reason }) => `left out: ${path || "the schema"}: ${reason}\n`);
  process.stderr.write(left.join(""));
  if (template.columns.length === 0) return 1;
  const own = titled(file);
  const code = template.code === "import" ? own.code : template.code;
  return print({ ...template, code, name: template.name ?? own.name }, csv);
}

/** The template that a file holds, as the engine takes it. */
async function given(file: string): Promise<Template> {
  const template = (await readJson(file)) as Template;
  const sheet = await openSheet(new Blob(["-\n"]), { template });
  await sheet.close();
  return template;
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    throw new UsageError(`${file} can't be read: ${(error as Error).message}.`);
  }
}

/** A code and a name from `/some/where/Order_list 2.csv`: `order-list-2` and `Order list 2`. */
function titled(file: string): { code: string; name?: string } {
  const name = basename(file)
    .replace(/(?<=.)\.[^.]*$/, "")
    .replace(/[\s_-]+/g, " ")
    .trim();
  return { code: words(name).join("-") || "import", ...(name !== "" && { name }) };
}

function columnsOf(header: string[], rows: string[][]): Template["columns"] {
  const taken = new Map<string, number>();
  return header.map((title, place) => {
    const key = keyOf(title, place, taken);
    return infer(
      key,
      title,
      rows.map((row) => row[place] ?? ""),
    );
  });
}

/** `orderNumber` stays, and `Order number` becomes `order_number`; a repeated one differs from the first by its number. */
function keyOf(title: string, place: number, taken: Map<string, number>): string {
  const isKey = /^[a-z_][A-Za-z0-9_]*$/.test(title);
  const key = isKey ? title : words(title).join("_") || `column_${place + 1}`;
  for (let number = (taken.get(key) ?? 0) + 1; ; number += 1) {
    const own = number === 1 ? key : `${key}_${number}`;
    if (own !== key && taken.has(own)) continue;
    // The next one of this name begins to look where this one has ended.
    if (own !== key) taken.set(own, 1);
    taken.set(key, number);
    return own;
  }
}

/** In small letters, and without marks where the letters are Latin. */
function words(title: string): string[] {
  const plain = title.normalize("NFKD").replace(/(?<=\p{Script=Latin})\p{M}+/gu, "");
  return (
    plain
      .normalize("NFC")
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  );
}

async function print(template: Template, csv: boolean): Promise<number> {
  await write(csv ? csvOf(template) : jsonOf(template));
  return 0;
}

/** A column a line. */
function jsonOf({ columns, ...rest }: Template): string {
  const fields = Object.entries(rest).map(
    ([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},\n`,
  );
  const lines = columns.map((column) => `    ${JSON.stringify(column, null, 1).replace(/\n\s*/g, " ")}`);
  return `{\n${fields.join("")}  "columns": [\n${lines.join(",\n")}\n  ]\n}\n`;
}

/** A file to be filled in: the headers that the template knows. */
function csvOf({ columns }: Template): string {
  const names = columns.map((column) => cell(column.name ?? column.key)).join(",");
  // Without the mark, spreadsheets read letters beyond ASCII as those of another encoding.
  return `${/[^\0-\x7f]/.test(names) ? "\ufeff" : ""}${names}\r\n`;
}

/** In quotes where it must be, and never a formula: spreadsheets run a cell that begins like one. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
