// Whatever JSON the converters are given, they throw nothing, take no long time, and what they give is a template.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fromImpler, fromJsonSchema, fromTableSchema } from "../../pkg/schema.js";
import { isTemplate } from "./shape.mjs";

const converters = { fromTableSchema, fromImpler, fromJsonSchema };

/** Converts, and gives how many columns and how many things left out there are. */
function convert(from, schema) {
  const started = performance.now();
  const { template, leftOut } = from(schema);
  assert.ok(performance.now() - started < 5_000, "it takes too long");
  isTemplate(template);
  for (const { path, reason } of leftOut) {
    assert.ok(typeof path === "string" && path.length < 20_000);
    assert.ok(typeof reason === "string" && reason.length < 12_000);
  }
  assert.ok(leftOut.length <= 1_001);
  return [template.columns.length, leftOut.length];
}

test("what is no schema at all", () => {
  for (const from of Object.values(converters)) {
    for (const value of [
      undefined,
      null,
      0,
      "",
      "x",
      true,
      [],
      {},
      [[]],
      { fields: 1 },
      { properties: [] },
    ]) {
      assert.equal(convert(from, value)[0], 0);
    }
  }
});

/** A generator of numbers that is the same on each run. */
function random(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const WORDS = [
  ...[
    "fields",
    "properties",
    "items",
    "type",
    "name",
    "key",
    "format",
    "constraints",
    "enum",
    "required",
    "default",
  ],
  ...[
    "unique",
    "pattern",
    "minimum",
    "maximum",
    "minLength",
    "$ref",
    "anyOf",
    "oneOf",
    "allOf",
    "const",
    "title",
  ],
  ...[
    "validations",
    "validate",
    "unique_with",
    "uniqueKey",
    "range",
    "selectValues",
    "regex",
    "Regex",
    "Select",
    "Date",
  ],
  ...[
    "string",
    "integer",
    "date",
    "array",
    "object",
    "list",
    "#",
    "#/properties",
    "#/properties/name",
    "(a",
    "[a-",
    "%d%",
  ],
  ...[
    "dateFormats",
    "primaryKey",
    "uniqueKeys",
    "missingValues",
    "categories",
    "defaultValue",
    "<<uuid>>",
    "__proto__",
  ],
  ...[
    "constructor",
    "toString",
    "dependentRequired",
    "sequence",
    "columns",
    "schema",
    "alternateKeys",
    "decimalChar",
  ],
];

function anything(next, depth) {
  const kind = next(depth > 0 ? 10 : 5);
  if (kind < 2) return WORDS[next(WORDS.length)];
  if (kind < 3) return [0, -1, 1.5, 1e308, 7][next(5)];
  if (kind < 4) return [true, false, null, ""][next(4)];
  const length = next(6);
  if (kind < 7) return Array.from({ length }, () => anything(next, depth - 1));
  const entries = Array.from({ length }, () => [WORDS[next(WORDS.length)], anything(next, depth - 1)]);
  // As JSON.parse makes them, with fields that assignment would not make.
  return JSON.parse(
    `{${entries.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join()}}`,
  );
}

test("schemas by chance", () => {
  const next = random(7);
  const made = { columns: 0, leftOut: 0 };
  for (let run = 0; run < 20_000; run += 1) {
    const part = () => anything(next, 4);
    for (const [from, schema] of [
      [
        fromTableSchema,
        { fields: [{ name: "a", type: "string", constraints: part(), ...part() }, part()], ...part() },
      ],
      [fromImpler, [{ key: "a", ...part() }, part(), { key: "b", validations: [part()], ...part() }]],
      [fromJsonSchema, { properties: { a: part(), b: { type: "string", ...part() } }, ...part() }],
    ]) {
      const [columns, leftOut] = convert(from, schema);
      made.columns += columns;
      made.leftOut += leftOut;
    }
  }
  assert.ok(made.columns > 10_000 && made.leftOut > 10_000, "the schemas by chance test nothing");
});

const many = (length, one) => Array.from({ length }, (_, at) => one(at));
let deep = {};
for (let level = 0; level < 100_000; level += 1) deep = level % 2 ? [deep] : { items: deep, fields: deep };

/** What grows without end; the converter; how many columns it comes to at most. */
for (const [name, from, schema, columns] of [
  ["fields", fromTableSchema, { fields: many(100_000, (at) => ({ name: `${at}` })) }, 16_384],
  ["columns", fromImpler, many(100_000, (at) => ({ key: `${at}` })), 16_384],
  [
    "properties",
    fromJsonSchema,
    { properties: Object.fromEntries(many(100_000, (at) => [`${at}`, {}])) },
    16_384,
  ],
  [
    "unknown fields",
    fromTableSchema,
    { fields: [{ name: "a", ...Object.fromEntries(many(100_000, (at) => [`x${at}`, 1])) }] },
    1,
  ],
  ["nesting", fromJsonSchema, { properties: { a: deep } }, 0],
  ["nesting of fields", fromTableSchema, { fields: [{ name: "a", constraints: deep }] }, 1],
  ["a long key", fromImpler, [{ key: "k".repeat(1e6) }], 0],
  [
    "long names that differ",
    fromImpler,
    many(16_000, (at) => ({ key: `${at}`, name: "n".repeat(9_000) })),
    1_111,
  ],
  [
    "a column that is unique with all",
    fromImpler,
    many(16_000, (at) => ({ key: `${at}`, validations: [{ validate: "unique_with", uniqueKey: "1" }] })),
    16_000,
  ],
  [
    "unique keys",
    fromTableSchema,
    { fields: [{ name: "a" }, { name: "b" }], uniqueKeys: many(100_000, () => ["a", "b"]) },
    2,
  ],
  [
    "a long list that all refer to",
    fromJsonSchema,
    {
      $defs: { long: { enum: many(50_000, (at) => `${at}`) } },
      properties: Object.fromEntries(many(2_000, (at) => [`${at}`, { $ref: "#/$defs/long" }])),
    },
    2_000,
  ],
  [
    "a pattern of brackets",
    fromJsonSchema,
    { properties: { a: { type: "string", pattern: "(".repeat(500) + ")".repeat(500) } } },
    1,
  ],
  ["a regex of slashes", fromImpler, [{ key: "a", type: "Regex", regex: "/".repeat(9_000) }], 1],
  [
    "a layout of letters",
    fromImpler,
    [{ key: "a", type: "Date", dateFormats: many(9_000, (at) => "Y".repeat(at)) }],
    1,
  ],
]) {
  test(`without end: ${name}`, () => {
    assert.equal(convert(from, schema)[0], columns);
  });
}
