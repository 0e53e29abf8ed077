// Recipes through the built package: made of a sheet, fitted to another header, read from what may be anything, remembered.
import assert from "node:assert/strict";
import { test } from "node:test";
import { changesOf, fits, makeRecipe, openSheet, parseRecipe, RecipeStore } from "../../pkg/node.js";

const template = { code: "people", columns: [{ key: "email" }, { key: "name" }, { key: "source" }] };
const HEADER = ["Mail", "First", "Last", "Notes"];

/** A recipe of a mapping that joins two headers and gives a constant. */
async function recipe(operations = []) {
  const sheet = await openSheet(new Blob([`${HEADER.join()}\na@a.example,Ada,Lovelace,x\n`]), { template });
  await sheet.setMapping({ name: { headers: [1, 2], separator: " " }, source: { constant: "fair" } });
  const { header, mapping } = sheet;
  await sheet.close();
  return makeRecipe({ header, mapping, reading: { delimiter: "," }, operations });
}

const plain = { version: 1, header: ["a", "b"], mapping: {} };
const faultsOf = (change) => parseRecipe({ ...plain, ...change }).faults.map(({ path }) => path);

test("a recipe says how a file was read, mapped and put right, but for single rows", async () => {
  const fill = { type: "fill", column: 3, text: "-" };
  const map = { type: "map", column: "source", values: [["fair", "Fair"]] };
  const single = [
    { type: "set", rows: [1], columns: [0], cells: [["x"]] },
    { type: "delete", rows: [[1, 2]] },
    { ...fill, rows: [[1, 5]] },
  ];
  assert.deepEqual(await recipe([fill, ...single, { ...map, rows: "all" }]), {
    version: 1,
    header: ["mail", "first", "last", "notes"],
    reading: { delimiter: "," },
    mapping: {
      email: { headers: [0], separator: " " },
      name: { headers: [1, 2], separator: " " },
      source: { constant: "fair" },
    },
    operations: [fill, map],
  });
});

test("a column that nothing was found for is left to the next file, one that was emptied isn't", async () => {
  const sheet = await openSheet(new Blob(["Mail,x\na,b\n"]), { template });
  assert.deepEqual(Object.keys(makeRecipe(sheet).mapping), ["email"]);
  await sheet.setMapping({ email: null });
  assert.deepEqual(makeRecipe(sheet).mapping, { email: null });
  await sheet.close();
});

test("a recipe survives JSON, and its changes are what setMapping takes", async () => {
  const { recipe: read, faults } = parseRecipe(JSON.parse(JSON.stringify(await recipe())));
  assert.deepEqual(faults, []);
  const sheet = await openSheet(new Blob(["NOTES,last,first,e-mail,Mail\nx,Lovelace,Ada,?,a@a.example\n"]), {
    template,
  });
  await sheet.setMapping(changesOf(read, sheet.header).mapping);
  const sources = sheet.mapping.columns.map(({ source }) => source.headers ?? source.constant);
  assert.deepEqual(sources, [[4], [2, 1], "fair"]);
  assert.deepEqual(sheet.mapping.unmatched, [0, 3]);
  await sheet.close();
});

test("a recipe fits a header by what they share, and most by what it uses", async () => {
  const made = await recipe();
  const table = [
    [HEADER, 1],
    [["MAIL", "first ", "Last", "Nôtes"], 1],
    [["First", "Mail", "Last", "Notes"], 0.95],
    [["Mail", "First", "Last"], 0.7125],
    [["First", "Last", "Notes", "x"], 0.475],
    [["Notes"], 0],
    [["a", "b", "c", "d"], 0],
    [[], 0],
  ];
  for (const [header, fit] of table)
    assert.equal(Math.round(fits(made, header) * 1e4) / 1e4, fit, header.join());
});

test("what a recipe says of headers that aren't there is left out; of equal headers each keeps its own", () => {
  const made = {
    version: 1,
    header: ["a", "phone", "phone"],
    reading: {},
    mapping: { x: 2, y: [0, 1], z: { headers: [0], separator: "" }, none: null },
    operations: [
      { type: "fill", column: 2, text: "" },
      { type: "transform", column: 0, transform: "trim" },
    ],
  };
  assert.deepEqual(changesOf(made, ["Phone", "b", "Phone"]), {
    mapping: { x: 2, none: null },
    operations: [{ type: "fill", column: 2, text: "" }],
  });
});

test("whatever else a recipe is, it is refused with every fault and its path", () => {
  for (const value of [null, 5, "x", [], undefined]) assert.deepEqual(parseRecipe(value).faults.length, 1);
  assert.deepEqual(faultsOf({}), []);
  const operation = (fields) => ({ operations: [{ type: "fill", column: 0, text: "x", ...fields }] });
  const table = [
    [{ version: 2 }, ["version"]],
    [{ colour: 1, header: [1, "b"] }, ["colour", "header[0]"]],
    [{ header: "a" }, ["header"]],
    [{ header: new Array(16_385).fill("a") }, ["header"]],
    [
      { reading: { delimiter: 1, headerRow: -1, x: 1 } },
      ["reading.x", "reading.delimiter", "reading.headerRow"],
    ],
    [{ mapping: [] }, ["mapping"]],
    [{ mapping: { k: 2, l: "0" } }, ['mapping["k"]', 'mapping["l"]']],
    [{ mapping: { k: [0, 0], l: [] } }, ['mapping["k"]', 'mapping["l"]']],
    [
      { mapping: { k: { headers: [0, 9], separator: 1 } } },
      ['mapping["k"].headers[1]', 'mapping["k"].separator'],
    ],
    [{ mapping: { k: { constant: 1, headers: [0] } } }, ['mapping["k"].headers', 'mapping["k"].constant']],
    [{ mapping: { k: { constant: "x".repeat(10_001) } } }, ['mapping["k"].constant']],
    [operation({}), []],
    [operation({ column: 2 }), ["operations[0].column"]],
    [operation({ column: undefined }), ["operations[0].column"]],
    [operation({ rows: "all" }), ["operations[0].rows"]],
    [operation({ type: "set" }), ["operations[0].type"]],
    [operation({ text: 5 }), ["operations[0].text"]],
    [{ operations: [{ type: "transform", column: 0, transform: "eval" }] }, ["operations[0].transform"]],
    [{ operations: [{ type: "replace", find: "a", replace: "b", regex: 1 }] }, ["operations[0].regex"]],
    [
      { operations: [{ type: "map", column: 0, values: [["a"], ["b", 1]] }] },
      ["operations[0].values[0]", "operations[0].values[1][1]"],
    ],
    [{ operations: new Array(1001).fill(0) }, ["operations"]],
  ];
  for (const [change, paths] of table)
    assert.deepEqual(faultsOf(change), paths, JSON.stringify(change).slice(0, 99));
});

test("a key may be any name", () => {
  const mapping = JSON.parse('{"__proto__": 0, "constructor": 1}');
  const { recipe: read } = parseRecipe({ ...plain, mapping });
  assert.deepEqual(Object.keys(changesOf(read, ["a", "b"]).mapping), ["__proto__", "constructor"]);
  assert.equal({}.x, undefined);
});

/** A browser's storage, or one with room for so many characters. */
function storage(room = Number.POSITIVE_INFINITY) {
  const items = new Map();
  return {
    items,
    getItem: (name) => items.get(name) ?? null,
    setItem(name, value) {
      if (value.length > room) throw new DOMException("full", "QuotaExceededError");
      items.set(name, value);
    },
  };
}

const shaped = (...header) => ({ version: 1, header, reading: {}, mapping: {}, operations: [] });

test("recipes are remembered by template and header; twenty of them, the newest", () => {
  const kept = storage();
  for (let at = 0; at < 25; at++) new RecipeStore(kept).save("t", shaped(`a${at}`));
  const found = (name, template = "t") => new RecipeStore(kept).find(template, [name])?.fit;
  assert.deepEqual(
    [found("a4"), found("a5"), found("a24"), found("A 24"), found("a24", "other")],
    [undefined, 1, 1, 1, undefined],
  );
  new RecipeStore(kept).save("t", { ...shaped("a5"), reading: { quote: "'" } });
  assert.equal(new RecipeStore(kept).find("t", ["a5"]).recipe.reading.quote, "'");
  assert.equal(
    JSON.parse(kept.items.get("sheethook-recipes")).length,
    20,
    "it took the place of the one before",
  );
});

test("the recipe that fits best is found, and none that hardly fits", () => {
  const store = new RecipeStore(storage());
  store.save("t", shaped("a", "b", "c"));
  store.save("t", shaped("a", "b", "x", "y"));
  assert.deepEqual(store.find("t", ["c", "b", "a"]).recipe.header, ["a", "b", "c"]);
  assert.equal(store.find("t", ["a", "q", "r"]), undefined);
});

test("without storage, without room, or with anything in it, there are no recipes and no errors", () => {
  const throws = () => {
    throw new DOMException("denied", "SecurityError");
  };
  const full = storage(10);
  const odd = (text) => ({ ...storage(), getItem: () => text });
  const stores = [
    undefined,
    { getItem: throws, setItem: throws },
    full,
    odd("{"),
    odd("5"),
    odd('[null, 5, {"template": "t"}]'),
  ];
  for (const each of stores) {
    const store = new RecipeStore(each);
    store.save("t", shaped("a"));
    assert.equal(store.find("t", ["a"]), undefined);
  }
  const kept = storage();
  new RecipeStore(kept).save("t", {
    ...shaped("a"),
    operations: [{ type: "map", column: 0, values: new Array(9_000).fill(["from", "to something"]) }],
  });
  assert.equal(kept.items.size, 0, "too large to keep");
});
