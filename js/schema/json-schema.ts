// Templates from JSON Schemas (draft-07 or 2020-12) of flat objects.
import type { Column, ColumnType } from "../api/engine.js";
import { takeDefault } from "./default.js";
import { at, type Converted, type ConvertOptions, Draft, type Fields, fieldsOf } from "./draft.js";
import { carryPattern } from "./pattern.js";
import { References } from "./references.js";
import { takeBounds, takeLengths, takeList, takeOptions, takes } from "./rules.js";

/** The schema of a record, or of a list of records. */
export function fromJsonSchema(schema: unknown, options: ConvertOptions = {}): Converted {
  const draft = new Draft();
  const references = new References(schema);
  let root = references.follow(schema, "", draft);
  let path = "";
  if (root?.type === "array") {
    root = references.follow(root.items, "items", draft);
    path = "items";
  }
  const properties = fieldsOf(root?.properties);
  if (!root || !properties) {
    draft.leave(at(path, "properties"), "must be an object of properties");
    return draft.done(options, {});
  }
  draft.leaveUnknown(root, path, ROOT);
  const required = new Set(draft.texts(root.required, at(path, "required")));
  for (const key of Object.keys(properties)) {
    const here = at(at(path, "properties"), key);
    if (draft.full) {
      draft.leave(here, "too many columns");
      break;
    }
    if (key === "") draft.leave(here, "a column needs a key");
    else if (properties[key] === true) draft.add({ key, type: "any", required: has(required, key) }, here);
    else addColumn(draft, references, key, properties[key], here, has(required, key));
  }
  for (const key of required) {
    if (!Object.hasOwn(properties, key)) draft.leave(at(path, "required"), `there is no column for "${key}"`);
  }
  dependent(draft, root, path);
  if (typeof root.additionalProperties === "object" && root.additionalProperties !== null) {
    draft.leave(at(path, "additionalProperties"), "columns that are not named are not checked");
  }
  const title = draft.text(root.title, at(path, "title"));
  return draft.done(options, { name: title });
}

const has = (keys: Set<string>, key: string): true | undefined => keys.has(key) || undefined;

const NOTES = ["$schema", "$id", "$comment", "$anchor", "$defs", "definitions", "title", "description"];
const ROOT = [
  ...[...NOTES, "type", "properties", "required", "examples", "default", "additionalProperties"],
  ...["dependentRequired", "dependencies"],
];
const PROPERTY = [
  ...[...NOTES, "type", "enum", "const", "format", "default", "examples", "deprecated", "nullable"],
  ...["minLength", "maxLength", "pattern", "multipleOf", "items"],
  ...["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "anyOf", "oneOf"],
];

const TYPES: { [type: string]: ColumnType } = {
  string: "string",
  number: "number",
  integer: "integer",
  boolean: "boolean",
};

const FORMATS: { [format: string]: ColumnType } = {
  date: "date",
  "date-time": "datetime",
  time: "time",
  email: "email",
  "idn-email": "email",
  uri: "url",
  url: "url",
  iri: "url",
  uuid: "uuid",
};

function addColumn(
  draft: Draft,
  references: References,
  key: string,
  value: unknown,
  path: string,
  required: true | undefined,
): void {
  const said = references.follow(value, path, draft);
  if (!said) return;
  let schema = withoutNull(said, references, path, draft);
  let nullable = schema !== said || schema.nullable === true;
  let multiple = false;
  let type = only(schema.type, () => {
    nullable = true;
  });
  if (type === "array") {
    draft.leaveUnknown(schema, path, PROPERTY);
    const items = references.follow(schema.items, at(path, "items"), draft);
    if (!items) {
      draft.leave(path, "a list needs one kind of items");
      return;
    }
    multiple = true;
    schema = {
      ...items,
      title: schema.title ?? items.title,
      description: schema.description ?? items.description,
    };
    type = only(schema.type, () => {});
  }
  if (type === "array" || type === "object" || schema.properties !== undefined) {
    draft.leave(path, "nested objects and lists can't be columns");
    return;
  }
  if (type === "null") {
    draft.leave(path, "a column that is always empty is none");
    return;
  }
  draft.leaveUnknown(schema, path, PROPERTY);
  const column: Column = {
    key,
    name: draft.text(schema.title, at(path, "title")),
    description: draft.text(schema.description, at(path, "description")),
    type: typeOf(draft, type, schema, path),
    required: nullable ? undefined : required,
  };
  chosen(draft, column, schema, path);
  if (multiple) takeList(draft, column, at(path, "items"));
  takeBounds(draft, column, schema, path);
  if (schema.multipleOf !== undefined && !(column.type === "integer" && schema.multipleOf === 1)) {
    draft.leave(at(path, "multipleOf"), "whether a number is a multiple is not checked");
  }
  takeLengths(draft, column, schema, path);
  patterned(draft, column, schema, path);
  const usual = schema.default;
  if (usual !== undefined && usual !== null) takeDefault(draft, column, usual, at(path, "default"));
  draft.add(column, path);
}

/** One type of several where the others say that there may be none. */
function only(type: unknown, onNull: () => void): unknown {
  if (!Array.isArray(type)) return type;
  const others = type.filter((one) => one !== "null");
  if (others.length < type.length) onNull();
  return others.length === 1 ? others[0] : others.length === 0 ? "null" : others;
}

/** `anyOf: [what it is, {type: "null"}]`, as generators write what may be missing. */
function withoutNull(schema: Fields, references: References, path: string, draft: Draft): Fields {
  for (const name of ["anyOf", "oneOf"]) {
    const ways = schema[name];
    if (!Array.isArray(ways) || ways.length !== 2) continue;
    const others = ways.filter((way) => fieldsOf(way)?.type !== "null");
    const other = others.length === 1 ? references.follow(others[0], at(path, name), draft) : undefined;
    if (!other) continue;
    const { [name]: _, ...rest } = schema;
    return { ...other, ...rest };
  }
  return schema;
}

function typeOf(draft: Draft, type: unknown, schema: Fields, path: string): ColumnType {
  if (type === undefined) return schema.format === undefined ? "any" : formatted(draft, schema, path);
  const known = typeof type === "string" && Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  if (known === "string") return formatted(draft, schema, path);
  if (known) return known;
  draft.leave(at(path, "type"), "one type, and one of a cell: the column takes any text");
  return "any";
}

function formatted(draft: Draft, schema: Fields, path: string): ColumnType {
  const format = draft.text(schema.format, at(path, "format"));
  if (format === undefined) return "string";
  if (Object.hasOwn(FORMATS, format)) return FORMATS[format] ?? "string";
  draft.leave(at(path, "format"), `the format "${format.slice(0, 100)}" is not checked`);
  return "string";
}

function patterned(draft: Draft, column: Column, schema: Fields, path: string): void {
  const pattern = draft.text(schema.pattern, at(path, "pattern"));
  if (pattern === undefined) return;
  const carried = carryPattern(pattern);
  if ("reason" in carried) draft.leave(at(path, "pattern"), carried.reason);
  else if (takes(column, "pattern")) column.pattern = carried.pattern;
  else draft.leave(at(path, "pattern"), "only texts have a pattern");
}

/** `enum`, `const`, or `oneOf` of constants with titles. */
function chosen(draft: Draft, column: Column, schema: Fields, path: string): void {
  for (const [name, value] of [
    ["enum", schema.enum],
    ["const", schema.const === undefined ? undefined : [schema.const]],
    ["oneOf", labelled(schema.oneOf)],
    ["anyOf", labelled(schema.anyOf)],
  ] as const) {
    if (value === undefined) continue;
    const here = at(path, name);
    if (value === null) draft.leave(here, "a template has nothing like it");
    else takeOptions(draft, column, value, here);
  }
}

/** Constants as options with labels; null where there is anything else. */
function labelled(ways: unknown): unknown[] | null | undefined {
  if (ways === undefined) return undefined;
  if (!Array.isArray(ways)) return null;
  const options = ways.map((way) => {
    const fields = fieldsOf(way);
    return fields?.const === undefined ? undefined : { value: fields.const, label: fields.title };
  });
  return options.includes(undefined) ? null : options;
}

/** `{"card": ["address"]}`: the address is required where there is a card. */
function dependent(draft: Draft, root: Fields, path: string): void {
  for (const name of ["dependentRequired", "dependencies"]) {
    if (root[name] === undefined) continue;
    const here = at(path, name);
    const dependencies = fieldsOf(root[name]);
    if (!dependencies) {
      draft.leave(here, "must be an object");
      continue;
    }
    for (const on of Object.keys(dependencies).slice(0, 1_000)) {
      const place = at(here, on);
      if (!Array.isArray(dependencies[on])) {
        draft.leave(place, "a template has nothing like it");
        continue;
      }
      for (const key of draft.texts(dependencies[on], place) ?? []) {
        const column = draft.column(key);
        if (!column || !draft.column(on)) draft.leave(place, "there is no such column");
        else if (column.requiredWhen)
          draft.leave(place, `"${key.slice(0, 100)}" is required with another already`);
        else column.requiredWhen = { column: on };
      }
    }
  }
}
