// Templates from Frictionless Table Schemas (datapackage.org, versions 1 and 2).
import type { Column, ColumnType } from "../api/engine.js";
import { fromStrptime, hasTime } from "./date-format.js";
import { type Converted, type ConvertOptions, Draft, type Fields, fieldsOf } from "./draft.js";
import { carryWholePattern } from "./pattern.js";
import { takeBounds, takeLengths, takeList, takeOptions, takes } from "./rules.js";

/** The schema of a table, or a resource that has one. */
export function fromTableSchema(descriptor: unknown, options: ConvertOptions = {}): Converted {
  const draft = new Draft();
  const outer = fieldsOf(descriptor);
  const inner = fieldsOf(outer?.schema);
  const schema = inner ?? outer;
  if (!schema || !Array.isArray(schema.fields)) {
    draft.leave(inner ? "schema.fields" : "fields", "must be a list of fields");
    return draft.done(options, {});
  }
  const path = inner ? "schema." : "";
  draft.leaveUnknown(schema, inner ? "schema" : "", SCHEMA_FIELDS);
  for (const [place, one] of schema.fields.entries()) {
    const here = `${path}fields[${place}]`;
    const field = fieldsOf(one);
    if (draft.full) {
      draft.leave(here, "too many columns");
      break;
    }
    if (field) addField(draft, field, here, schema.missingValues);
    else draft.leave(here, "must be an object");
  }
  missing(draft, schema.missingValues, `${path}missingValues`);
  keys(draft, schema, path);
  const title = draft.text(outer?.title, "title");
  return draft.done(options, { code: draft.text(outer?.name, "name"), name: title });
}

const SCHEMA_FIELDS = [
  ...["fields", "missingValues", "primaryKey", "uniqueKeys"],
  // Headers are matched by their names, or by the person who imports, so nothing is lost with `fieldsMatch`.
  ...["$schema", "name", "title", "description", "fieldsMatch", "homepage", "version", "sources"],
];
const FIELD_FIELDS = [
  ...["name", "title", "description", "type", "format", "constraints", "missingValues", "categories"],
  ...["decimalChar", "groupChar", "bareNumber", "trueValues", "falseValues", "delimiter", "itemType"],
  ...["example", "examples", "rdfType", "categoriesOrdered"],
];
const CONSTRAINTS = [
  ...["required", "unique", "enum", "pattern", "minLength", "maxLength"],
  ...["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"],
];

/** The types that a template has, and those that are texts of a certain form. */
const TYPES: { [type: string]: { type: ColumnType; pattern?: string; reason?: string } } = {
  string: { type: "string" },
  number: { type: "number" },
  integer: { type: "integer" },
  boolean: { type: "boolean" },
  date: { type: "date" },
  datetime: { type: "datetime" },
  any: { type: "any" },
  year: { type: "integer" },
  yearmonth: { type: "string", pattern: "^-?[0-9]{4,}-(?:0[1-9]|1[0-2])$" },
  time: { type: "time" },
  list: { type: "string" },
  ...Object.fromEntries(
    ["object", "array", "duration", "geopoint", "geojson"].map((name) => [
      name,
      { type: "string", reason: `there is no type "${name}": the column takes any text` },
    ]),
  ),
};

/** Of the words that the engine knows, those in Latin letters that schemas have. */
const TRUE = "true yes y t 1 on ja j wahr oui vrai si sí s verdadero vero sim verdadeiro".split(" ");
const FALSE = "false no n f 0 off nein falsch non faux falso não nao nee".split(" ");

const STRING_FORMATS: { [format: string]: ColumnType } = { email: "email", uri: "url", uuid: "uuid" };

function addField(draft: Draft, field: Fields, path: string, missingValues: unknown): void {
  const key = draft.text(field.name, `${path}.name`);
  if (key === undefined) {
    draft.leave(path, "a field needs a name");
    return;
  }
  draft.leaveUnknown(field, path, FIELD_FIELDS);
  const column: Column = {
    key,
    name: draft.text(field.title, `${path}.title`),
    description: draft.text(field.description, `${path}.description`),
  };
  typed(draft, column, field, path);
  constrained(draft, column, field, path);
  if (field.missingValues !== undefined && field.missingValues !== missingValues) {
    missing(draft, field.missingValues, `${path}.missingValues`);
  }
  draft.add(column, path);
}

function typed(draft: Draft, column: Column, field: Fields, path: string): void {
  let name = field.type === undefined ? "any" : field.type;
  const isList = name === "list";
  if (isList) name = field.itemType ?? "string";
  const known = typeof name === "string" && Object.hasOwn(TYPES, name) ? TYPES[name] : undefined;
  if (!known) draft.leave(`${path}.type`, `there is no such type: the column takes any text`);
  if (known?.reason) draft.leave(`${path}.type`, known.reason);
  column.type = known?.type ?? "string";
  column.pattern = known?.pattern;
  if (isList) {
    takeList(draft, column, `${path}.itemType`);
    column.delimiter = draft.text(field.delimiter, `${path}.delimiter`);
  }
  formatted(draft, column, field, path);
  if (column.type === "number") decimal(draft, column, field, path);
  if (field.bareNumber === false && column.type !== "string") {
    draft.leave(`${path}.bareNumber`, "beside a number only currencies and percent are taken");
  }
  if (column.type === "boolean") {
    words(draft, field.trueValues, `${path}.trueValues`, TRUE);
    words(draft, field.falseValues, `${path}.falseValues`, FALSE);
  }
}

function formatted(draft: Draft, column: Column, field: Fields, path: string): void {
  const said = draft.text(field.format, `${path}.format`) ?? "default";
  const format = said.replace(/^fmt:/, "");
  if (field.type === "date" || field.type === "datetime") {
    if (format === "any") return;
    if (format === "default") {
      if (column.type === "date") column.formats = ["YYYY-MM-DD"];
      return;
    }
    const carried = fromStrptime(format);
    if ("reason" in carried) draft.leave(`${path}.format`, carried.reason);
    else if (field.type === "date" && hasTime(carried.format)) {
      draft.leave(`${path}.format`, "a date has no time");
    } else column.formats = [carried.format];
  } else if (column.type === "string" && Object.hasOwn(STRING_FORMATS, format)) {
    column.type = STRING_FORMATS[format];
  } else if (format !== "default") {
    // A time of another form is no time of the default one.
    if (field.type === "time") column.pattern = undefined;
    draft.leave(`${path}.format`, `the format "${format.slice(0, 100)}" is not checked`);
  }
}

function decimal(draft: Draft, column: Column, field: Fields, path: string): void {
  const { decimalChar, groupChar } = field;
  if (decimalChar === "." || decimalChar === ",") column.decimal = decimalChar;
  else if (decimalChar !== undefined) draft.leave(`${path}.decimalChar`, "must be a point or a comma");
  // As the decimal sign is known, the other of the two can only group.
  const grouping = column.decimal === "," ? [".", " ", "'"] : [",", " ", "'"];
  if (groupChar === undefined) return;
  if (!grouping.includes(groupChar as string))
    draft.leave(`${path}.groupChar`, "is not taken between digits");
  else column.decimal ??= ".";
}

function words(draft: Draft, value: unknown, path: string, known: string[]): void {
  const unknown = draft.texts(value, path)?.filter((word) => !known.includes(word.toLowerCase())) ?? [];
  if (unknown.length > 0) {
    draft.leave(
      path,
      `the words of a boolean are fixed, without ${unknown.slice(0, 5).join(", ").slice(0, 100)}`,
    );
  }
}

function constrained(draft: Draft, column: Column, field: Fields, path: string): void {
  if (field.categories !== undefined) takeOptions(draft, column, field.categories, `${path}.categories`);
  if (field.constraints === undefined) return;
  const here = `${path}.constraints`;
  const constraints = fieldsOf(field.constraints);
  if (!constraints) {
    draft.leave(here, "must be an object");
    return;
  }
  // Those of a list are for the list as a whole.
  draft.leaveUnknown(constraints, here, column.multiple ? ["required", "unique"] : CONSTRAINTS);
  column.required = draft.flag(constraints.required, `${here}.required`);
  column.unique = draft.flag(constraints.unique, `${here}.unique`);
  if (column.multiple) return;
  if (constraints.enum !== undefined) takeOptions(draft, column, constraints.enum, `${here}.enum`);
  takeLengths(draft, column, constraints, here);
  const pattern = draft.text(constraints.pattern, `${here}.pattern`);
  if (pattern !== undefined) {
    const carried = carryWholePattern(pattern);
    if ("reason" in carried) draft.leave(`${here}.pattern`, carried.reason);
    else if (takes(column, "pattern") && column.pattern === undefined) column.pattern = carried.pattern;
    else draft.leave(`${here}.pattern`, "only texts have a pattern, and one");
  }
  takeBounds(draft, column, constraints, here);
}

/** An empty cell is missing, and only that. */
function missing(draft: Draft, value: unknown, path: string): void {
  if (value === undefined) return;
  if (!Array.isArray(value)) {
    draft.leave(path, "must be a list");
    return;
  }
  if (value.some((one) => (fieldsOf(one)?.value ?? one) !== "")) {
    draft.leave(path, "only an empty cell is missing");
  }
}

function keys(draft: Draft, schema: Fields, path: string): void {
  const primary = typeof schema.primaryKey === "string" ? [schema.primaryKey] : schema.primaryKey;
  const named = draft.texts(primary, `${path}primaryKey`) ?? [];
  for (const key of named) {
    const column = draft.column(key);
    if (column) column.required = true;
  }
  if (named.length > 0) draft.uniqueTogether(named, `${path}primaryKey`);
  if (schema.uniqueKeys === undefined) return;
  if (!Array.isArray(schema.uniqueKeys)) {
    draft.leave(`${path}uniqueKeys`, "must be a list of lists of names");
    return;
  }
  for (const [place, one] of schema.uniqueKeys.slice(0, 1_000).entries()) {
    const here = `${path}uniqueKeys[${place}]`;
    const together = draft.texts(typeof one === "string" ? [one] : one, here);
    if (together) draft.uniqueTogether(together, here);
  }
}
