// Recipes and logs of a sheet, done again to another: what comes of the second file is what came of the first.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openSheet } from "../../pkg/node.js";

const template = {
  code: "people",
  columns: [
    { key: "name", required: true },
    { key: "age", type: "integer" },
    { key: "place" },
    { key: "source" },
  ],
};
const FIRST = "'First|x'|Last|Age|City\nAda|Lovelace|N/A|bern\nBob|B.|7|\n";
/** The same kind of file, with its columns in another order, and one more. */
const SECOND = "City|Age|Notes|Last|'First|x'\nulm|N/A|n|Gauss|Carl\n";

async function recordsOf(sheet) {
  const records = [];
  for await (const page of sheet.pages()) records.push(...page.json().data);
  return records;
}

/** A sheet that is read, mapped and edited in every way. */
async function decided() {
  const sheet = await openSheet(new Blob([FIRST]), { template, delimiter: "|", quote: "'" });
  await sheet.setMapping({ name: { headers: [0, 1] }, place: 3, source: { constant: "fair" } });
  await sheet.edit({ type: "map", column: "age", values: [["N/A", ""]] });
  await sheet.edit({ type: "transform", column: 3, transform: "title" });
  await sheet.edit({
    type: "replace",
    column: "name",
    find: "^(\\w+) (.*)$",
    replace: "$2, $1",
    regex: true,
  });
  await sheet.edit({ type: "replace", column: "source", find: "f", replace: "F" });
  await sheet.edit({ type: "set", rows: [2], columns: [3], cells: [["Basel"]] });
  return sheet;
}
const CARL = { name: "Gauss, Carl", age: null, place: "Ulm", source: "Fair" };

test("edits of joined and constant columns are in the records", async () => {
  const sheet = await decided();
  assert.deepEqual(await recordsOf(sheet), [
    { name: "Lovelace, Ada", age: null, place: "Bern", source: "Fair" },
    { name: "B., Bob", age: 7, place: "Basel", source: "Fair" },
  ]);
  await sheet.close();
});

test("a recipe does to another file what was done to the first, but for single rows", async () => {
  const first = await decided();
  const recipe = JSON.parse(JSON.stringify(await first.recipe()));
  await first.close();
  assert.deepEqual(recipe.reading, { delimiter: "|", quote: "'" });
  assert.equal(recipe.operations.length, 4);
  const second = await openSheet(new Blob([SECOND]), { template, recipe });
  assert.deepEqual(await recordsOf(second), [CARL]);
  assert.equal((await second.log()).length, 4);
  await second.undo();
  assert.equal((await recordsOf(second))[0].source, "fair");
  // Its own recipe is of its own headers, and does the same.
  await second.redo();
  const own = await second.recipe();
  const third = await openSheet(new Blob([SECOND]), { template, recipe: own });
  assert.deepEqual(await recordsOf(third), [CARL]);
  await second.close();
  await third.close();
});

test("a recipe is applied to a sheet that is open, after what is done there", async () => {
  const first = await decided();
  const recipe = await first.recipe();
  await first.close();
  const sheet = await openSheet(new Blob([SECOND]), { template, delimiter: "|", quote: "'" });
  await sheet.edit({ type: "set", rows: [1], columns: [0], cells: [["jena"]] });
  const { errors } = await sheet.applyRecipe(recipe);
  assert.equal(errors, 0);
  assert.deepEqual(await recordsOf(sheet), [{ ...CARL, place: "Jena" }]);
  assert.equal((await sheet.log()).length, 5);
  await sheet.close();
});

test("what is said beside a recipe goes before it, and columns that the template has no more are left out", async () => {
  const recipe = {
    version: 1,
    header: ["a", "b"],
    reading: { delimiter: "|" },
    mapping: { gone: 0, name: 1 },
    operations: [],
  };
  const sheet = await openSheet(new Blob(["a;b\nx;y\n"]), { template, recipe, delimiter: ";" });
  assert.equal((await recordsOf(sheet))[0].name, "y");
  assert.equal((await sheet.recipe()).reading.delimiter, ";");
  await sheet.close();
});

test("a log is done from the beginning, in place of the recipe's operations", async () => {
  const first = await decided();
  const [log, recipe, records] = [await first.log(), await first.recipe(), await recordsOf(first)];
  await first.close();
  const again = await openSheet(new Blob([FIRST]), {
    template,
    recipe,
    log: JSON.parse(JSON.stringify(log)),
  });
  assert.deepEqual(await recordsOf(again), records);
  assert.deepEqual(await again.log(), log);
  await again.close();
});

test("what is no recipe and no log is refused, with every fault", async () => {
  const open = (options) => openSheet(new Blob([FIRST]), { template, ...options });
  const wrong = { version: 2, header: [], mapping: {}, operations: [{ type: "set" }] };
  await assert.rejects(open({ recipe: wrong }), ({ code, message, details }) => {
    assert.equal(code, "recipe-invalid");
    assert.match(message, /The recipe can't be used: version: must be 1; operations\[0\]\.type: /);
    return details.faults.length === 2;
  });
  await assert.rejects(open({ log: [{ type: "set" }] }), { code: "operation-invalid" });
  const sheet = await open();
  await assert.rejects(sheet.applyRecipe("x"), { code: "recipe-invalid" });
  await sheet.close();
});
