// Templates from Frictionless Table Schemas: what each field becomes, and what is reported as left out.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fromTableSchema } from "../../pkg/schema.js";
import { isTemplate } from "./shape.mjs";

const paths = (leftOut) => leftOut.map(({ path }) => path);

/** A field without its name; the column without its key; the paths of what is left out. */
for (const [name, field, column, leftOut = []] of [
  ["no type", {}, { type: "any" }],
  ["string", { type: "string" }, { type: "string" }],
  [
    "title and description",
    { type: "string", title: "A", description: "B" },
    { name: "A", description: "B", type: "string" },
  ],
  ["an email", { type: "string", format: "email" }, { type: "email" }],
  ["a URI", { type: "string", format: "uri" }, { type: "url" }],
  ["a UUID", { type: "string", format: "uuid" }, { type: "uuid" }],
  ["binary", { type: "string", format: "binary" }, { type: "string" }, ["f.format"]],
  ["integer", { type: "integer" }, { type: "integer" }],
  ["number", { type: "number" }, { type: "number" }],
  ["a decimal comma", { type: "number", decimalChar: ",", groupChar: "." }, { type: "number", decimal: "," }],
  ["a decimal point", { type: "number", decimalChar: "." }, { type: "number", decimal: "." }],
  ["groups tell the decimal", { type: "number", groupChar: "," }, { type: "number", decimal: "." }],
  ["odd groups", { type: "number", groupChar: "_" }, { type: "number" }, ["f.groupChar"]],
  ["an odd decimal", { type: "number", decimalChar: "·" }, { type: "number" }, ["f.decimalChar"]],
  ["numbers among text", { type: "number", bareNumber: false }, { type: "number" }, ["f.bareNumber"]],
  ["bare numbers", { type: "number", bareNumber: true }, { type: "number" }],
  ["boolean", { type: "boolean" }, { type: "boolean" }],
  [
    "known words",
    { type: "boolean", trueValues: ["Yes", "1"], falseValues: ["No", "0"] },
    { type: "boolean" },
  ],
  [
    "other words",
    { type: "boolean", trueValues: ["certainly"], falseValues: ["no"] },
    { type: "boolean" },
    ["f.trueValues"],
  ],
  ["date", { type: "date" }, { type: "date", formats: ["YYYY-MM-DD"] }],
  ["any date", { type: "date", format: "any" }, { type: "date" }],
  ["a date's pattern", { type: "date", format: "%d/%m/%Y" }, { type: "date", formats: ["DD/MM/YYYY"] }],
  [
    "an old date's pattern",
    { type: "date", format: "fmt:%d.%m.%y" },
    { type: "date", formats: ["DD.MM.YY"] },
  ],
  ["a day of the year", { type: "date", format: "%Y-%j" }, { type: "date" }, ["f.format"]],
  ["no day", { type: "date", format: "%m/%Y" }, { type: "date" }, ["f.format"]],
  ["datetime", { type: "datetime" }, { type: "datetime" }],
  [
    "a datetime's pattern",
    { type: "datetime", format: "%d/%m/%Y %I:%M %p" },
    { type: "datetime", formats: ["DD/MM/YYYY hh:mm A"] },
  ],
  ["a year", { type: "year" }, { type: "integer" }],
  ["a month", { type: "yearmonth" }, { type: "string", pattern: "^-?[0-9]{4,}-(?:0[1-9]|1[0-2])$" }],
  ["a time", { type: "time" }, { type: "time" }],
  ["a time's pattern", { type: "time", format: "%H:%M" }, { type: "time" }, ["f.format"]],
  ["an object", { type: "object" }, { type: "string" }, ["f.type"]],
  ["a point", { type: "geopoint" }, { type: "string" }, ["f.type"]],
  ["an unknown type", { type: "colour" }, { type: "string" }, ["f.type"]],
  ["a type that all objects have", { type: "toString" }, { type: "string" }, ["f.type"]],
  [
    "a list",
    { type: "list", itemType: "string", delimiter: ";" },
    { type: "string", multiple: true, delimiter: ";" },
  ],
  ["a list of texts", { type: "list" }, { type: "string", multiple: true }],
  [
    "a list of numbers",
    { type: "list", itemType: "integer" },
    { type: "string", multiple: true },
    ["f.itemType"],
  ],
  [
    "a list of a certain size",
    { type: "list", constraints: { required: true, minLength: 2 } },
    { type: "string", required: true, multiple: true },
    ["f.constraints.minLength"],
  ],
  ["a date with a time", { type: "date", format: "%Y-%m-%d %H:%M" }, { type: "date" }, ["f.format"]],
  [
    "a datetime without a time",
    { type: "datetime", format: "%Y-%m-%d" },
    { type: "datetime", formats: ["YYYY-MM-DD"] },
  ],
  ["a date with an offset", { type: "date", format: "%Y-%m-%d %z" }, { type: "date" }, ["f.format"]],
  [
    "half a day's hours without their half",
    { type: "datetime", format: "%Y-%m-%d %I:%M" },
    { type: "datetime" },
    ["f.format"],
  ],
  [
    "a half of a whole day's hours",
    { type: "datetime", format: "%Y-%m-%d %H:%M %p" },
    { type: "datetime" },
    ["f.format"],
  ],
  ["minutes without hours", { type: "datetime", format: "%Y-%m-%d %M" }, { type: "datetime" }, ["f.format"]],
  ["a part twice", { type: "datetime", format: "%Y-%m-%d %d" }, { type: "datetime" }, ["f.format"]],
  [
    "bounds of times",
    { type: "datetime", constraints: { minimum: "2020-01-01", maximum: "2020-12-31T23:59:59Z" } },
    { type: "datetime", min: "2020-01-01", max: "2020-12-31T23:59:59Z" },
  ],
  [
    "bounds that are no times",
    { type: "datetime", constraints: { minimum: "2020-01-01 10:00" } },
    { type: "datetime" },
    ["f.constraints.minimum"],
  ],
  ["required", { type: "string", constraints: { required: true } }, { type: "string", required: true }],
  ["unique", { type: "string", constraints: { unique: true } }, { type: "string", unique: true }],
  ["not required", { type: "string", constraints: { required: false } }, { type: "string" }],
  [
    "a flag that is none",
    { type: "string", constraints: { required: 1 } },
    { type: "string" },
    ["f.constraints.required"],
  ],
  [
    "lengths",
    { type: "string", constraints: { minLength: 2, maxLength: 5 } },
    { type: "string", minLength: 2, maxLength: 5 },
  ],
  [
    "a length of numbers",
    { type: "integer", constraints: { maxLength: 5 } },
    { type: "integer" },
    ["f.constraints.maxLength"],
  ],
  [
    "a length below none",
    { type: "string", constraints: { minLength: -1 } },
    { type: "string" },
    ["f.constraints.minLength"],
  ],
  [
    "bounds",
    { type: "number", constraints: { minimum: 0.5, maximum: "9.5" } },
    { type: "number", min: 0.5, max: 9.5 },
  ],
  [
    "bounds that are outside, of integers",
    { type: "integer", constraints: { exclusiveMinimum: 0, exclusiveMaximum: 10 } },
    { type: "integer", min: 1, max: 9 },
  ],
  [
    "bounds that are outside, of numbers",
    { type: "number", constraints: { exclusiveMinimum: 0 } },
    { type: "number" },
    ["f.constraints.exclusiveMinimum"],
  ],
  [
    "bounds of days",
    { type: "date", constraints: { minimum: "2020-01-01" } },
    { type: "date", min: "2020-01-01", formats: ["YYYY-MM-DD"] },
  ],
  [
    "bounds of texts",
    { type: "string", constraints: { minimum: 1 } },
    { type: "string" },
    ["f.constraints.minimum"],
  ],
  [
    "a pattern is for the whole cell",
    { type: "string", constraints: { pattern: "a|b" } },
    { type: "string", pattern: "^(?:a|b)$" },
  ],
  [
    "an anchored pattern",
    { type: "string", constraints: { pattern: "^a$" } },
    { type: "string", pattern: "^a$" },
  ],
  [
    "a pattern of which each part is anchored",
    { type: "string", constraints: { pattern: "^a|b$" } },
    { type: "string", pattern: "^(?:^a|b$)$" },
  ],
  [
    "look-ahead",
    { type: "string", constraints: { pattern: "a(?=b)" } },
    { type: "string" },
    ["f.constraints.pattern"],
  ],
  [
    "a pattern of numbers",
    { type: "integer", constraints: { pattern: "1" } },
    { type: "integer" },
    ["f.constraints.pattern"],
  ],
  [
    "an enum",
    { type: "string", constraints: { enum: ["a", "b", "a", ""] } },
    { type: "select", options: [{ value: "a" }, { value: "b" }] },
  ],
  [
    "an enum of numbers",
    { type: "integer", constraints: { enum: [1, 2] } },
    { type: "integer" },
    ["f.constraints.enum"],
  ],
  [
    "an empty enum",
    { type: "string", constraints: { enum: [] } },
    { type: "string" },
    ["f.constraints.enum"],
  ],
  [
    "categories",
    { type: "string", categories: [{ value: "a", label: "Apple" }, { value: "b" }] },
    { type: "select", options: [{ value: "a", label: "Apple" }, { value: "b" }] },
  ],
  [
    "categories, and some of them",
    {
      type: "string",
      categories: [{ value: "a", label: "Apple" }, { value: "b" }],
      constraints: { enum: ["a"] },
    },
    { type: "select", options: [{ value: "a", label: "Apple" }] },
  ],
  ["own missing values", { type: "string", missingValues: ["-"] }, { type: "string" }, ["f.missingValues"]],
  ["notes", { type: "string", example: "x", rdfType: "http://schema.org/Country" }, { type: "string" }],
  [
    "an unknown constraint",
    { type: "string", constraints: { jsonSchema: {} } },
    { type: "string" },
    ["f.constraints.jsonSchema"],
  ],
  ["an unknown field", { type: "string", colour: 1 }, { type: "string" }, ["f.colour"]],
]) {
  test(`a field: ${name}`, () => {
    const result = fromTableSchema({ fields: [{ name: "k", ...field }] });
    assert.deepEqual(result.template, { code: "import", columns: [{ key: "k", ...column }] });
    assert.deepEqual(
      paths(result.leftOut),
      leftOut.map((path) => path.replace("f.", "fields[0].")),
    );
    isTemplate(result.template);
  });
}

const abc = [{ name: "a" }, { name: "b" }, { name: "c" }];

/** What a schema says beside its fields; what the columns a, b and c get; the paths of what is left out. */
for (const [name, schema, columns, leftOut = []] of [
  ["one primary key", { primaryKey: "a" }, [{ required: true, unique: true }, {}, {}]],
  ["a list of one", { primaryKey: ["b"] }, [{}, { required: true, unique: true }, {}]],
  [
    "a primary key of two",
    { primaryKey: ["a", "c"] },
    [{ required: true, uniqueWith: ["c"] }, {}, { required: true }],
  ],
  [
    "several unique keys",
    { uniqueKeys: [["a"], ["a", "b"], ["a", "c"], ["b", "c"]] },
    [{ unique: true, uniqueWith: ["b"] }, { uniqueWith: ["c"] }, { uniqueWith: ["a"] }],
  ],
  [
    "more sets than columns can name",
    {
      uniqueKeys: [
        ["a", "b"],
        ["b", "a"],
        ["a", "b"],
      ],
    },
    [{ uniqueWith: ["b"] }, { uniqueWith: ["a"] }, {}],
    ["uniqueKeys[2]"],
  ],
  ["a key of no field", { primaryKey: ["a", "x"] }, [{ required: true }, {}, {}], ["primaryKey"]],
  ["foreign keys", { foreignKeys: [] }, [{}, {}, {}], ["foreignKeys"]],
  ["missing values", { missingValues: ["", "NA"] }, [{}, {}, {}], ["missingValues"]],
  ["the usual missing values", { missingValues: [""] }, [{}, {}, {}]],
  [
    "labelled missing values",
    { missingValues: [{ value: "-99", label: "REFUSED" }] },
    [{}, {}, {}],
    ["missingValues"],
  ],
]) {
  test(`a schema: ${name}`, () => {
    const result = fromTableSchema({ fields: abc, ...schema });
    const expected = columns.map((column, place) => ({ key: "abc"[place], type: "any", ...column }));
    assert.deepEqual(result.template.columns, expected);
    assert.deepEqual(paths(result.leftOut), leftOut);
    isTemplate(result.template);
  });
}

test("a resource gives its name, and the template the code that is asked for", () => {
  const resource = { name: "Straßen & Wege", title: "Ways", schema: { fields: [{ name: "a" }] } };
  assert.deepEqual(fromTableSchema(resource).template, {
    code: "stra-en-wege",
    name: "Ways",
    columns: [{ key: "a", type: "any" }],
  });
  const { template } = fromTableSchema(resource, { code: "ways", name: "All ways" });
  assert.deepEqual([template.code, template.name], ["ways", "All ways"]);
});

test("of two fields of one name the first stays", () => {
  const { template, leftOut } = fromTableSchema({
    fields: [{ name: "a", title: "1" }, { name: "a" }, {}, 3],
  });
  assert.deepEqual(template.columns, [{ key: "a", name: "1", type: "any" }]);
  assert.deepEqual(paths(leftOut), ["fields[1]", "fields[2]", "fields[3]"]);
});
