// Templates from columns as Impler's importer has them.
import type { Column, ColumnType } from "../api/engine.js";
import { fromMoment, hasTime } from "./date-format.js";
import { takeDefault } from "./default.js";
import { type Converted, type ConvertOptions, Draft, type Fields, fieldsOf } from "./draft.js";
import { carryPattern } from "./pattern.js";
import { takes } from "./rules.js";

const TYPES: { [type: string]: ColumnType } = {
  String: "string",
  Number: "integer",
  Double: "number",
  Date: "date",
  Email: "email",
  Regex: "string",
  Select: "select",
  Any: "any",
  Image: "string",
};

const KNOWN = [
  ...["key", "name", "description", "alternateKeys", "type", "isRequired", "isUnique", "isFrozen"],
  ...["dateFormats", "selectValues", "allowMultiSelect", "delimiter", "defaultValue", "validations"],
  ...["regex", "regexDescription", "sequence", "columnHeading"],
  // What its data base adds.
  ...["_id", "_templateId", "__v", "createdAt", "updatedAt"],
];

/** What an empty date format means there. */
const DATE_FORMATS = ["DD/MM/YYYY"];

/** A list of columns, or an object that has one as `columns` or `schema`. */
export function fromImpler(columns: unknown, options: ConvertOptions = {}): Converted {
  const draft = new Draft();
  const outer = fieldsOf(columns);
  const list = Array.isArray(columns) ? columns : (outer?.columns ?? outer?.schema);
  if (!Array.isArray(list)) {
    draft.leave("", "must be a list of columns");
    return draft.done(options, {});
  }
  const together = new Map<string, string[]>();
  for (const { place, fields } of inSequence(list)) {
    const path = `[${place}]`;
    if (draft.full) {
      draft.leave(path, "too many columns");
      break;
    }
    if (fields) addColumn(draft, fields, path, together);
    else draft.leave(path, "must be an object");
  }
  for (const [uniqueKey, keys] of together) draft.uniqueTogether(keys, `unique_with "${uniqueKey}"`);
  const name = draft.text(outer?.name, "name");
  return draft.done(options, { code: draft.text(outer?.code, "code"), name });
}

/** Columns in the order that they say, or in which they stand. */
function inSequence(list: unknown[]) {
  const columns = list.map((one, place) => ({ place, fields: fieldsOf(one) }));
  const order = ({ fields, place }: (typeof columns)[number]) =>
    typeof fields?.sequence === "number" ? fields.sequence : place;
  return columns.sort((a, b) => order(a) - order(b));
}

function addColumn(draft: Draft, fields: Fields, path: string, together: Map<string, string[]>): void {
  const key = draft.text(fields.key, `${path}.key`);
  if (key === undefined) {
    draft.leave(path, "a column needs a key");
    return;
  }
  draft.leaveUnknown(fields, path, KNOWN);
  const column: Column = {
    key,
    name: draft.text(fields.name, `${path}.name`),
    description: draft.text(fields.description, `${path}.description`),
    alternateKeys: draft.texts(fields.alternateKeys, `${path}.alternateKeys`),
    type: typeOf(draft, fields.type, path),
    required: draft.flag(fields.isRequired, `${path}.isRequired`),
    unique: draft.flag(fields.isUnique, `${path}.isUnique`),
    frozen: draft.flag(fields.isFrozen, `${path}.isFrozen`),
  };
  if (fields.type === "Regex") regex(draft, column, fields, path);
  if (column.type === "date") dates(draft, column, fields, path);
  if (column.type === "select") select(draft, column, fields, path);
  validated(draft, column, fields, path, together);
  defaulted(draft, column, fields.defaultValue, `${path}.defaultValue`);
  draft.add(column, path);
}

function typeOf(draft: Draft, type: unknown, path: string): ColumnType {
  if (type === undefined || type === null) return "string";
  if (type === "Image") draft.leave(`${path}.type`, "images are not read: the column takes any text");
  if (typeof type === "string" && Object.hasOwn(TYPES, type)) return TYPES[type] ?? "string";
  draft.leave(`${path}.type`, "there is no such type: the column takes any text");
  return "string";
}

/** `/^a+$/i`, or the pattern alone. */
function regex(draft: Draft, column: Column, fields: Fields, path: string): void {
  const text = draft.text(fields.regex, `${path}.regex`);
  if (text === undefined) {
    draft.leave(`${path}.regex`, "is missing");
    return;
  }
  const last = text.lastIndexOf("/");
  const quoted = text.startsWith("/") && last > 0;
  const carried = quoted ? carryPattern(text.slice(1, last), text.slice(last + 1)) : carryPattern(text);
  if ("reason" in carried) {
    draft.leave(`${path}.regex`, carried.reason);
    return;
  }
  column.pattern = carried.pattern;
  column.message = draft.text(fields.regexDescription, `${path}.regexDescription`);
}

function dates(draft: Draft, column: Column, fields: Fields, path: string): void {
  const formats = draft.texts(fields.dateFormats, `${path}.dateFormats`) ?? DATE_FORMATS;
  const carried: string[] = [];
  for (const [place, format] of formats.entries()) {
    const one = fromMoment(format);
    if ("reason" in one) draft.leave(`${path}.dateFormats[${place}]`, one.reason);
    else carried.push(one.format);
  }
  if (carried.some(hasTime)) column.type = "datetime";
  if (carried.length > 0) column.formats = [...new Set(carried)];
}

function select(draft: Draft, column: Column, fields: Fields, path: string): void {
  const options = draft.options(fields.selectValues, `${path}.selectValues`);
  if (options) column.options = options;
  else column.type = "string";
  if (!draft.flag(fields.allowMultiSelect, `${path}.allowMultiSelect`)) return;
  column.multiple = true;
  column.delimiter = draft.text(fields.delimiter, `${path}.delimiter`);
}

function validated(
  draft: Draft,
  column: Column,
  fields: Fields,
  path: string,
  together: Map<string, string[]>,
): void {
  if (fields.validations === undefined || fields.validations === null) return;
  if (!Array.isArray(fields.validations)) {
    draft.leave(`${path}.validations`, "must be a list");
    return;
  }
  for (const [place, one] of fields.validations.slice(0, 100).entries()) {
    const here = `${path}.validations[${place}]`;
    const validation = fieldsOf(one);
    const kind = validation?.validate;
    if (!validation) draft.leave(here, "must be an object");
    else if (kind === "range") limits(draft, column, validation, here, "range", "min", "max");
    else if (kind === "length") limits(draft, column, validation, here, "length", "minLength", "maxLength");
    else if (kind === "digits") limits(draft, column, validation, here, "digits", "minDigits", "maxDigits");
    else if (kind === "unique_with") {
      const uniqueKey = draft.text(validation.uniqueKey, `${here}.uniqueKey`);
      if (uniqueKey === undefined) draft.leave(here, "needs a uniqueKey");
      else {
        const keys = together.get(uniqueKey);
        if (keys) keys.push(column.key);
        else together.set(uniqueKey, [column.key]);
      }
    } else draft.leave(`${here}.validate`, "there is no such validation");
    const message = draft.text(validation?.errorMessage, `${here}.errorMessage`);
    if (message !== undefined && column.message !== undefined && column.message !== message) {
      draft.leave(`${here}.errorMessage`, "a column has one message");
    } else column.message ??= message;
  }
}

function limits(
  draft: Draft,
  column: Column,
  validation: Fields,
  path: string,
  rule: "range" | "length" | "digits",
  least: "min" | "minLength" | "minDigits",
  most: "max" | "maxLength" | "maxDigits",
): void {
  if (!takes(column, rule)) {
    draft.leave(path, "not for a column of this type");
    return;
  }
  const read = (name: string) =>
    rule === "range"
      ? draft.number(validation[name], `${path}.${name}`)
      : draft.count(validation[name], `${path}.${name}`);
  const [min, max] = [read("min"), read("max")];
  if (min !== undefined) column[least] = min;
  if (max !== undefined) column[most] = max;
}

/** Words that stand for something that a template can't say. */
const NO_DEFAULTS: { [word: string]: string } = {
  "<<undefined>>": "the record of an empty cell has null, not nothing",
  "<<>>": "an empty cell is null",
  "<<[]>>": "an empty cell is null",
  "<<true>>": "only a boolean is true or false",
  "<<false>>": "only a boolean is true or false",
};

function defaulted(draft: Draft, column: Column, value: unknown, path: string): void {
  // An empty cell without a default is null anyway.
  if (value === undefined || value === null || value === "" || value === "<<null>>") return;
  if (typeof value === "number") {
    takeDefault(draft, column, takes(column, "range") ? value : String(value), path);
  } else if (typeof value !== "string") {
    draft.leave(path, "must be a text or a number");
  } else if (value === "<<uuid>>") {
    if (takes(column, "generated")) column.default = { generate: "uuid" };
    else draft.leave(path, "only a text can be a UUID");
  } else if (/^<<.*>>$/.test(value)) {
    draft.leave(
      path,
      Object.hasOwn(NO_DEFAULTS, value) ? (NO_DEFAULTS[value] as string) : "there is no such word",
    );
  } else {
    const isNumber = takes(column, "range") && /^-?\d+(\.\d+)?$/.test(value);
    takeDefault(draft, column, isNumber ? Number(value) : value, path);
  }
}
