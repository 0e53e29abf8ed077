// A template in; throws where a field or a value is none that templates have.
import assert from "node:assert/strict";

const text = (value) => typeof value === "string" && value !== "";
const list = (one) => (value) => Array.isArray(value) && value.length > 0 && value.every(one);
const count = (value) => Number.isSafeInteger(value) && value >= 0;
const oneOf =
  (...values) =>
  (value) =>
    values.includes(value);
const object = (fields, needed) => (value) =>
  Object.entries(value).every(([name, one]) => Object.hasOwn(fields, name) && fields[name](one)) &&
  needed.every((name) => Object.hasOwn(value, name));

const bound = (value) => Number.isFinite(value) || /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?$/.test(value);
const flag = oneOf(true);
const literal = (value) => text(value) || Number.isFinite(value) || typeof value === "boolean";
const COLUMN = {
  key: text,
  name: text,
  description: text,
  alternateKeys: list(text),
  type: oneOf(
    ...["string", "number", "integer", "boolean", "date", "datetime", "time"],
    ...["email", "url", "uuid", "select", "any"],
  ),
  required: flag,
  requiredWhen: object({ column: text, values: list(text) }, ["column"]),
  unique: flag,
  caseInsensitive: flag,
  uniqueWith: list(text),
  default: (value) => literal(value) || JSON.stringify(value) === '{"generate":"uuid"}',
  min: bound,
  max: bound,
  minLength: count,
  maxLength: count,
  minDigits: count,
  maxDigits: count,
  pattern: text,
  options: list(object({ value: text, label: text, alternates: list(text) }, ["value"])),
  multiple: flag,
  delimiter: text,
  formats: list(text),
  decimal: oneOf(".", ","),
  frozen: flag,
  message: text,
};

/** Fields that only columns of some types have. */
const NEEDS = {
  min: ["number", "integer", "date", "datetime", "time"],
  max: ["number", "integer", "date", "datetime", "time"],
  minLength: ["string", "email", "url", "any"],
  maxLength: ["string", "email", "url", "any"],
  minDigits: ["string", "number", "integer"],
  maxDigits: ["string", "number", "integer"],
  options: ["select"],
  multiple: ["string", "select"],
  formats: ["date", "datetime"],
  decimal: ["number", "integer"],
};

/** Column by column, so that the message names the field. */
export function isTemplate({ code, name = "x", columns, ...others }) {
  assert.ok(text(code) && text(name));
  assert.deepEqual(others, {});
  const keys = columns.map(({ key }) => key);
  assert.equal(new Set(keys).size, keys.length, "a key stands twice");
  for (const column of columns) {
    for (const [field, value] of Object.entries(column)) {
      assert.ok(Object.hasOwn(COLUMN, field), `a column has no ${field}`);
      assert.ok(COLUMN[field](value), `${field} can't be ${JSON.stringify(value)}`);
    }
    for (const [field, types] of Object.entries(NEEDS)) {
      assert.ok(
        !Object.hasOwn(column, field) || types.includes(column.type),
        `${column.type} has no ${field}`,
      );
    }
    for (const [least, most] of [
      ["min", "max"],
      ["minLength", "maxLength"],
      ["minDigits", "maxDigits"],
    ]) {
      assert.ok(!(column[least] > column[most]), `${least} is larger than ${most}`);
    }
    assert.ok(column.delimiter === undefined || column.multiple, "a delimiter of no list");
    assert.ok(!column.unique || typeof column.default !== "string", "a default of what is unique");
    assert.ok(column.type !== "select" || column.options, "a select without options");
    for (const other of [column.requiredWhen?.column, ...(column.uniqueWith ?? [])]) {
      assert.ok(other === undefined || keys.includes(other), `there is no column ${other}`);
    }
  }
}
