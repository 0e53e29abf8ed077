// Templates from JSON Schemas: what each property becomes, and what is reported as left out.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fromJsonSchema } from "../../pkg/schema.js";
import { isTemplate } from "./shape.mjs";

const paths = (leftOut) => leftOut.map(({ path }) => path);

/** A property; the column without its key, or null where there is none; the paths of what is left out. */
for (const [name, property, column, leftOut = []] of [
  ["anything", {}, { type: "any" }],
  ["true", true, { type: "any" }],
  ["false", false, null, ["p"]],
  [
    "string",
    { type: "string", title: "A", description: "B" },
    { name: "A", description: "B", type: "string" },
  ],
  ["number", { type: "number" }, { type: "number" }],
  ["integer", { type: "integer" }, { type: "integer" }],
  ["boolean", { type: "boolean" }, { type: "boolean" }],
  ["null", { type: "null" }, null, ["p"]],
  ["an object", { type: "object", properties: {} }, null, ["p"]],
  ["an object without its type", { properties: { a: {} } }, null, ["p"]],
  ["two types", { type: ["string", "integer"] }, { type: "any" }, ["p.type"]],
  ["an unknown type", { type: "hasOwnProperty" }, { type: "any" }, ["p.type"]],
  ["a date", { type: "string", format: "date" }, { type: "date" }],
  ["a date and a time", { type: "string", format: "date-time" }, { type: "datetime" }],
  ["an email", { type: "string", format: "email", maxLength: 9 }, { type: "email", maxLength: 9 }],
  ["a URI", { type: "string", format: "uri" }, { type: "url" }],
  ["a UUID", { type: "string", format: "uuid" }, { type: "uuid" }],
  ["a host", { type: "string", format: "hostname" }, { type: "string" }, ["p.format"]],
  ["lengths", { type: "string", minLength: 1, maxLength: 5 }, { type: "string", minLength: 1, maxLength: 5 }],
  ["a length of half", { type: "string", maxLength: 1.5 }, { type: "string" }, ["p.maxLength"]],
  ["a pattern", { type: "string", pattern: "a+" }, { type: "string", pattern: "a+" }],
  ["a back-reference", { type: "string", pattern: "(a)\\1" }, { type: "string" }, ["p.pattern"]],
  ["bounds", { type: "number", minimum: 0, maximum: 1.5 }, { type: "number", min: 0, max: 1.5 }],
  [
    "bounds that are outside, of integers",
    { type: "integer", exclusiveMinimum: 0.5, exclusiveMaximum: 9 },
    { type: "integer", min: 1, max: 8 },
  ],
  ["both kinds", { type: "integer", minimum: 5, exclusiveMinimum: 1 }, { type: "integer", min: 5 }],
  [
    "bounds that are outside, of numbers",
    { type: "number", exclusiveMinimum: 0 },
    { type: "number" },
    ["p.exclusiveMinimum"],
  ],
  [
    "a bound as of draft 4",
    { type: "integer", minimum: 0, exclusiveMinimum: true },
    { type: "integer", min: 0 },
    ["p.exclusiveMinimum"],
  ],
  ["bounds of a text", { type: "string", minimum: 0 }, { type: "string" }, ["p.minimum"]],
  ["multiples", { type: "number", multipleOf: 0.01 }, { type: "number" }, ["p.multipleOf"]],
  ["multiples of one", { type: "integer", multipleOf: 1 }, { type: "integer" }],
  ["an enum", { enum: ["a", "b", null] }, { type: "select", options: [{ value: "a" }, { value: "b" }] }],
  ["an enum of numbers", { type: "integer", enum: [1, 2] }, { type: "integer" }, ["p.enum"]],
  ["an enum of this and that", { enum: ["a", 1] }, { type: "any" }, ["p.enum"]],
  ["a constant", { const: "a" }, { type: "select", options: [{ value: "a" }] }],
  [
    "labelled constants",
    { oneOf: [{ const: "a", title: "Apple" }, { const: "b" }] },
    { type: "select", options: [{ value: "a", label: "Apple" }, { value: "b" }] },
  ],
  ["one of several", { oneOf: [{ type: "string" }, { type: "integer" }] }, { type: "any" }, ["p.oneOf"]],
  ["a default", { type: "string", default: "x" }, { type: "string", default: "x" }],
  ["a default of false", { type: "boolean", default: false }, { type: "boolean", default: false }],
  ["a default of another type", { type: "integer", default: "1" }, { type: "integer" }, ["p.default"]],
  [
    "a default that is too long",
    { type: "string", maxLength: 2, default: "xyz" },
    { type: "string", maxLength: 2 },
    ["p.default"],
  ],
  [
    "a default day",
    { type: "string", format: "date", default: "2024-02-29" },
    { type: "date", default: "2024-02-29" },
  ],
  [
    "a default that is no day",
    { type: "string", format: "date", default: "2023-02-29" },
    { type: "date" },
    ["p.default"],
  ],
  [
    "a default time",
    { type: "string", format: "date-time", default: "2024-02-29T10:00:00Z" },
    { type: "datetime", default: "2024-02-29T10:00:00Z" },
  ],
  ["a default UUID", { type: "string", format: "uuid", default: "x" }, { type: "uuid" }, ["p.default"]],
  [
    "a default URL",
    { type: "string", format: "uri", default: "https://a.example" },
    { type: "url", default: "https://a.example" },
  ],
  [
    "a list of numbers",
    { type: "array", items: { type: "integer", minimum: 1 } },
    { type: "string", multiple: true },
    ["p.items", "p.minimum"],
  ],
  ["no default", { type: "integer", default: null }, { type: "integer" }],
  [
    "a list",
    { type: "array", title: "T", items: { enum: ["a"] } },
    { name: "T", type: "select", options: [{ value: "a" }], multiple: true },
  ],
  ["a list of lists", { type: "array", items: { type: "array" } }, null, ["p"]],
  ["a list of objects", { type: "array", items: { type: "object" } }, null, ["p"]],
  ["a list of anything", { type: "array" }, null, ["p.items", "p"]],
  [
    "a list of a certain size",
    { type: "array", items: { type: "string" }, minItems: 1 },
    { type: "string", multiple: true },
    ["p.minItems"],
  ],
  ["a reference", { $ref: "#/$defs/code", title: "Own" }, { name: "Own", type: "string", maxLength: 3 }],
  [
    "a reference in a list of one",
    { allOf: [{ $ref: "#/$defs/code" }] },
    { name: "Code", type: "string", maxLength: 3 },
  ],
  [
    "a reference of a reference",
    { $ref: "#/definitions/same" },
    { name: "Code", type: "string", maxLength: 3 },
  ],
  ["a name with a slash", { $ref: "#/$defs/a~1b%20c" }, { type: "integer" }],
  ["a circle", { $ref: "#/properties/p" }, null, ["p"]],
  ["a reference to nothing", { $ref: "#/$defs/none" }, null, ["p.$ref"]],
  ["a reference elsewhere", { $ref: "https://example.org/schema.json" }, null, ["p.$ref"]],
  ["a reference to what all objects have", { $ref: "#/constructor" }, null, ["p.$ref"]],
  ["several at once", { type: "string", allOf: [{}, {}] }, { type: "string" }, ["p.allOf"]],
  ["a condition", { type: "string", if: {} }, { type: "string" }, ["p.if"]],
]) {
  test(`a property: ${name}`, () => {
    const $defs = { code: { type: "string", title: "Code", maxLength: 3 }, "a/b c": { type: "integer" } };
    const definitions = { same: { $ref: "#/$defs/code" } };
    const result = fromJsonSchema({ type: "object", $defs, definitions, properties: { p: property } });
    assert.deepEqual(result.template.columns, column === null ? [] : [{ key: "p", ...column }]);
    assert.deepEqual(
      paths(result.leftOut),
      leftOut.map((path) => `properties.${path}`),
    );
    isTemplate(result.template);
  });
}

/** Whether a column that must be there may be empty. */
for (const [name, property, required] of [
  ["one type", { type: "string" }, true],
  ["null beside it", { type: ["string", "null"] }, undefined],
  ["null in a choice", { anyOf: [{ type: "string" }, { type: "null" }] }, undefined],
  ["null in a choice of references", { oneOf: [{ type: "null" }, { $ref: "#/$defs/code" }] }, undefined],
  ["nullable, as OpenAPI has it", { type: "string", nullable: true }, undefined],
  ["a list", { type: "array", items: { type: "string" } }, true],
  ["a list or null", { type: ["array", "null"], items: { type: "string" } }, undefined],
]) {
  test(`required: ${name}`, () => {
    const { template, leftOut } = fromJsonSchema({
      $defs: { code: { type: "string" } },
      properties: { p: property },
      required: ["p"],
    });
    assert.equal(template.columns[0].type, "string");
    assert.equal(template.columns[0].required, required);
    assert.deepEqual(leftOut, []);
  });
}

test("a schema's title, the list that it is of, and what depends on what", () => {
  const { template, leftOut } = fromJsonSchema({
    type: "array",
    items: {
      title: "Card Holders",
      properties: { card: {}, address: { type: "string" }, zip: {} },
      dependentRequired: { card: ["address", "zip", "none"] },
      dependencies: { zip: ["address"] },
      required: ["gone"],
      patternProperties: {},
    },
  });
  assert.deepEqual(template, {
    code: "card-holders",
    name: "Card Holders",
    columns: [
      { key: "card", type: "any" },
      { key: "address", type: "string", requiredWhen: { column: "card" } },
      { key: "zip", type: "any", requiredWhen: { column: "card" } },
    ],
  });
  assert.deepEqual(paths(leftOut), [
    "items.patternProperties",
    "items.required",
    "items.dependentRequired.card",
    "items.dependencies.zip",
  ]);
  isTemplate(template);
});
