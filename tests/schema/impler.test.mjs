// Templates from Impler's columns: what each becomes, and what is reported as left out.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fromImpler } from "../../pkg/schema.js";
import { isTemplate } from "./shape.mjs";

const paths = (leftOut) => leftOut.map(({ path }) => path);
const select = { type: "Select", selectValues: ["x", "y"] };
const options = [{ value: "x" }, { value: "y" }];

/** A column without its key, there and here; the paths of what is left out. */
for (const [name, from, to, leftOut = []] of [
  ["no type", {}, { type: "string" }],
  [
    "String",
    { type: "String", name: "A", description: "B", alternateKeys: ["c", "d"] },
    { name: "A", description: "B", alternateKeys: ["c", "d"], type: "string" },
  ],
  ["Number is whole", { type: "Number" }, { type: "integer" }],
  ["Double", { type: "Double" }, { type: "number" }],
  ["Email", { type: "Email" }, { type: "email" }],
  ["Any", { type: "Any" }, { type: "any" }],
  ["Image", { type: "Image" }, { type: "string" }, ["[0].type"]],
  ["an unknown type", { type: "Colour" }, { type: "string" }, ["[0].type"]],
  ["a type that all objects have", { type: "constructor" }, { type: "string" }, ["[0].type"]],
  ["Date", { type: "Date" }, { type: "date", formats: ["DD/MM/YYYY"] }],
  [
    "date formats",
    { type: "Date", dateFormats: ["YYYY-MM-DD", "D MMM YYYY"] },
    { type: "date", formats: ["YYYY-MM-DD", "D MMM YYYY"] },
  ],
  [
    "a date with a time",
    { type: "Date", dateFormats: ["DD.MM.YYYY HH:mm"] },
    { type: "datetime", formats: ["DD.MM.YYYY HH:mm"] },
  ],
  [
    "a date in brackets",
    { type: "Date", dateFormats: ["YYYY[/]MM[/]DD"] },
    { type: "date", formats: ["YYYY/MM/DD"] },
  ],
  [
    "an ordinal",
    { type: "Date", dateFormats: ["Do MMMM YYYY", "YYYY-MM-DD"] },
    { type: "date", formats: ["YYYY-MM-DD"] },
    ["[0].dateFormats[0]"],
  ],
  [
    "a day of the week",
    { type: "Date", dateFormats: ["ddd DD MMM YYYY"] },
    { type: "date" },
    ["[0].dateFormats[0]"],
  ],
  [
    "a format of a word",
    { type: "Date", dateFormats: ["DD [of] MM YYYY"] },
    { type: "date" },
    ["[0].dateFormats[0]"],
  ],
  ["Select", select, { type: "select", options }],
  [
    "several of a Select",
    { ...select, allowMultiSelect: true, delimiter: ";" },
    { type: "select", options, multiple: true, delimiter: ";" },
  ],
  ["a Select of nothing", { type: "Select" }, { type: "string" }, ["[0].selectValues"]],
  [
    "Regex",
    { type: "Regex", regex: "^[A-Z]{2}$", regexDescription: "Two letters" },
    { type: "string", pattern: "^[A-Z]{2}$", message: "Two letters" },
  ],
  ["Regex with flags", { type: "Regex", regex: "/^[a-z]+$/gi" }, { type: "string", pattern: "(?i)^[a-z]+$" }],
  ["Regex with a look-ahead", { type: "Regex", regex: "^(?!x)" }, { type: "string" }, ["[0].regex"]],
  ["Regex without one", { type: "Regex" }, { type: "string" }, ["[0].regex"]],
  [
    "flags",
    { isRequired: true, isUnique: true, isFrozen: true },
    { type: "string", required: true, unique: true, frozen: true },
  ],
  ["flags that are off", { isRequired: false, isUnique: false, isFrozen: null }, { type: "string" }],
  [
    "a range",
    { type: "Number", validations: [{ validate: "range", min: 1, max: 9, errorMessage: "1 to 9" }] },
    { type: "integer", min: 1, max: 9, message: "1 to 9" },
  ],
  [
    "a range of texts",
    { validations: [{ validate: "range", min: 1 }] },
    { type: "string" },
    ["[0].validations[0]"],
  ],
  [
    "a length",
    { validations: [{ validate: "length", min: 2, max: 5 }] },
    { type: "string", minLength: 2, maxLength: 5 },
  ],
  [
    "digits",
    { type: "Number", validations: [{ validate: "digits", min: 3, max: 4 }] },
    { type: "integer", minDigits: 3, maxDigits: 4 },
  ],
  [
    "an unknown validation",
    { validations: [{ validate: "colour" }] },
    { type: "string" },
    ["[0].validations[0].validate"],
  ],
  [
    "two messages",
    {
      validations: [
        { validate: "length", min: 2, errorMessage: "a" },
        { validate: "length", max: 5, errorMessage: "b" },
      ],
    },
    { type: "string", minLength: 2, maxLength: 5, message: "a" },
    ["[0].validations[1].errorMessage"],
  ],
  ["a default", { defaultValue: "x" }, { type: "string", default: "x" }],
  ["a default number", { type: "Number", defaultValue: "7" }, { type: "integer", default: 7 }],
  [
    "a default that is no number",
    { type: "Double", defaultValue: "x" },
    { type: "number" },
    ["[0].defaultValue"],
  ],
  ["a default option", { ...select, defaultValue: "y" }, { type: "select", default: "y", options }],
  [
    "a default that is no option",
    { ...select, defaultValue: "z" },
    { type: "select", options },
    ["[0].defaultValue"],
  ],
  [
    "a default that is too large",
    { type: "Number", defaultValue: 9, validations: [{ validate: "range", max: 8 }] },
    { type: "integer", max: 8 },
    ["[0].defaultValue"],
  ],
  [
    "a default of a Regex",
    { type: "Regex", regex: "^(a+)+$", defaultValue: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab" },
    { type: "string", pattern: "^(a+)+$" },
    ["[0].defaultValue"],
  ],
  [
    "a default of what is unique",
    { isUnique: true, defaultValue: "x" },
    { type: "string", unique: true },
    ["[0].defaultValue"],
  ],
  [
    "a UUID of what is unique",
    { isUnique: true, defaultValue: "<<uuid>>" },
    { type: "string", unique: true, default: { generate: "uuid" } },
  ],
  [
    "a default of a Date",
    { type: "Date", defaultValue: "01/01/2024" },
    { type: "date", formats: ["DD/MM/YYYY"] },
    ["[0].defaultValue"],
  ],
  [
    "a default Email",
    { type: "Email", defaultValue: "a@b.example" },
    { type: "email", default: "a@b.example" },
  ],
  [
    "a default that is no Email",
    { type: "Email", defaultValue: "a" },
    { type: "email" },
    ["[0].defaultValue"],
  ],
  [
    "formats with and without a time",
    { type: "Date", dateFormats: ["DD/MM/YYYY", "DD/MM/YYYY HH:mm"] },
    { type: "datetime", formats: ["DD/MM/YYYY", "DD/MM/YYYY HH:mm"] },
  ],
  ["a delimiter of one value", { ...select, delimiter: ";" }, { type: "select", options }],
  ["<<null>>", { defaultValue: "<<null>>" }, { type: "string" }],
  ["<<uuid>>", { defaultValue: "<<uuid>>" }, { type: "string", default: { generate: "uuid" } }],
  [
    "<<uuid>> as a number",
    { type: "Number", defaultValue: "<<uuid>>" },
    { type: "integer" },
    ["[0].defaultValue"],
  ],
  ...["<<undefined>>", "<<>>", "<<[]>>", "<<true>>", "<<false>>", "<<colour>>"].map((word) => [
    word,
    { type: "Any", defaultValue: word },
    { type: "any" },
    ["[0].defaultValue"],
  ]),
  ["what the data base adds", { _id: "1", _templateId: "2", columnHeading: "x" }, { type: "string" }],
  ["an unknown field", { colour: 1 }, { type: "string" }, ["[0].colour"]],
]) {
  test(`a column: ${name}`, () => {
    const result = fromImpler([{ key: "k", ...from }]);
    assert.deepEqual(result.template, { code: "import", columns: [{ key: "k", ...to }] });
    assert.deepEqual(paths(result.leftOut), leftOut);
    isTemplate(result.template);
  });
}

test("columns of one uniqueKey are unique together", () => {
  const validations = (...keys) => keys.map((uniqueKey) => ({ validate: "unique_with", uniqueKey }));
  const { template, leftOut } = fromImpler([
    { key: "department", validations: validations("1", "2") },
    { key: "number", validations: validations("1") },
    { key: "year", validations: validations("2") },
    { key: "alone", validations: validations("3") },
  ]);
  assert.deepEqual(
    template.columns.map(({ unique, uniqueWith }) => unique ?? uniqueWith),
    [["number"], undefined, ["department"], true],
  );
  assert.deepEqual(leftOut, []);
  isTemplate(template);
});

test("what is unique by a uniqueKey of its own has no default", () => {
  const validations = [{ validate: "unique_with", uniqueKey: "1" }];
  const { template, leftOut } = fromImpler([{ key: "a", defaultValue: "x", validations }]);
  assert.deepEqual(template.columns, [{ key: "a", type: "string", unique: true }]);
  assert.deepEqual(paths(leftOut), ['unique_with "1"']);
});

test("columns stand in their sequence", () => {
  const { template } = fromImpler([
    { key: "b", sequence: 2 },
    { key: "a", sequence: 1 },
  ]);
  assert.deepEqual(
    template.columns.map(({ key }) => key),
    ["a", "b"],
  );
});

test("a list may be in an object that names it", () => {
  const { template } = fromImpler({ code: "people", name: "People", columns: [{ key: "a" }] });
  assert.deepEqual([template.code, template.name, template.columns.length], ["people", "People", 1]);
});
