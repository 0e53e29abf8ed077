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

const flag = oneOf(true);
const literal = (value) => text(value) || Number.isFinite(value) || typeof value === "boolean";
const COLUMN = {
  key: text,
  name: text,
  description: text,
  alternateKeys: list(text),
  type: oneOf(
    ...["string", "number", "integer", "boolean", "date", "datetime"],
    ...["email", "url", "uuid", "select", "any"],
  ),
  required: flag,
  requiredWhen: object({ column: text, values: list(text) }, ["column"]),
  unique: flag,
  caseInsensitive: flag,
  uniqueWith: list(text),
  default: (value) => literal(value) || JSON.stringify(value) === '{"generate":"uuid"}',
  min: (value) => Number.isFinite(value) || /^\d{4}-\d{2}-\d{2}$/.test(value),
  max: (value) => Number.isFinite(value) || /^\d{4}-\d{2}-\d{2}$/.test(value),
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
    assert.ok(column.type !== "select" || column.options, "a select without options");
    for (const other of [column.requiredWhen?.column, ...(column.uniqueWith ?? [])]) {
      assert.ok(other === undefined || keys.includes(other), `there is no column ${other}`);
    }
  }
}
