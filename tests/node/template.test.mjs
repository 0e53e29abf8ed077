// Templates as a host gives them, through the built package: what JSON makes of them, and what the engine says.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openSheet } from "../../pkg/node.js";

const column = (fields) => ({ code: "t", columns: [{ key: "a", ...fields }] });

/** The faults that a template has, as `path: reason`. */
async function faults(template) {
  const error = await openSheet(new Blob(["a\n1\n"]), { template }).then(
    (sheet) => sheet.close(),
    (thrown) => thrown,
  );
  assert.equal(error?.code, "template-invalid");
  return error.details.faults.map(({ path, reason }) => `${path}: ${reason}`);
}

/** The codes and parameters of the issues that some cells have in one column. */
async function issues(fields, ...cells) {
  const sheet = await openSheet(new Blob([`a\n${cells.join("\n")}\n`]), { template: column(fields) });
  try {
    const found = (await sheet.check()).issues;
    return found.map(({ value, code, min, max }) => `${value} ${code} ${min ?? max}`);
  } finally {
    await sheet.close();
  }
}

function nested(depth, inner = 1) {
  let value = inner;
  for (let at = 0; at < depth; at++) value = at % 2 === 0 ? [value] : { x: value };
  return value;
}

test("what is wrong is told with its path", async () => {
  assert.deepEqual(await faults({ code: 1, columns: [{ key: "a", type: "number", min: "2", trim: 0 }] }), [
    "code: must be a text that is not empty",
    "columns[0].min: must be a number",
    "columns[0].trim: must be true or false",
  ]);
  assert.deepEqual(await faults([]), [": must be an object"]);
  assert.deepEqual(await faults("x"), [": must be an object"]);
  assert.deepEqual(await faults(null), [": must be an object"]);
});

test("a template that is nested without end is refused, and nothing overflows", async () => {
  const [unknown] = await faults({ ...column({}), colour: nested(1000) });
  assert.match(unknown, /^colour: unknown/);
  assert.deepEqual(await faults(column({ name: nested(1000) })), ["columns[0].name: must be a text"]);
  assert.deepEqual(await faults(column({ type: "select", options: nested(1001) })), [
    "columns[0].options[0].x: unknown; known are value, label, alternates",
    "columns[0].options[0].value: must be a text that is not empty",
  ]);
});

test("a name that objects have anyway is a field like others", async () => {
  const [proto] = await faults(JSON.parse('{"__proto__": 1, "code": "t", "columns": [{"key": "a"}]}'));
  assert.match(proto, /^__proto__: unknown/);
});

test("what JSON leaves out is absent, and toJSON is asked", async () => {
  const options = [{ value: "x", toJSON: undefined, alternates: ["y"] }];
  const template = {
    toJSON: () => column({ type: "select", options, required: undefined, name: null, pattern: () => 1 }),
  };
  const sheet = await openSheet(new Blob(["a\nY\nz\n"]), { template });
  const { issues } = await sheet.check();
  await sheet.close();
  assert.deepEqual(
    issues.map(({ row, code, options }) => [row, code, options]),
    [[2, "not-option", ["x"]]],
  );
});

test("a cell is compared with min and max in all its digits", async () => {
  const limit = Number.MAX_SAFE_INTEGER + 1;
  assert.deepEqual(await issues({ type: "integer", max: limit }, "9007199254740992", "9007199254740993"), [
    "9007199254740993 too-large 9007199254740992",
  ]);
  assert.deepEqual(await issues({ type: "number", max: 0.1 }, "0.10", "0.10000000000000000001"), [
    "0.10000000000000000001 too-large 0.1",
  ]);
  assert.deepEqual(
    await issues({ type: "number", min: -0, max: 1e21 }, "-0", "1e21", "1000000000000000000001"),
    ["1000000000000000000001 too-large 1e+21"],
  );
  assert.deepEqual(
    await issues({ type: "number", min: 1.5e-7 }, "0.00000015", "0.00000014", "1e-999999999999"),
    ["0.00000014 too-small 1.5e-7", "1e-999999999999 too-small 1.5e-7"],
  );
});

test("a bound that JSON can't say is refused with its path", async () => {
  const bounds = { min: Number.NaN, max: Number.POSITIVE_INFINITY, maxLength: 5n };
  assert.deepEqual(await faults(column({ type: "number", ...bounds })), [
    "columns[0].min: must be a number",
    "columns[0].max: must be a number",
    "columns[0].maxLength: must be a whole number, at least 0",
  ]);
});

test("what JSON can't say at all is refused as a template", async () => {
  const cycle = {};
  cycle.self = cycle;
  for (const value of [nested(200_000), cycle]) {
    assert.deepEqual(await faults(column({ name: value })), [": must be what JSON can say"]);
  }
});
