// The engine's second module in Node: read before it is needed, or in the midst of a call; and what is said where it can't be.
import assert from "node:assert/strict";
import fs from "node:fs";
import promises from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { test } from "node:test";
import { openSheet } from "../pkg/node.js";
import { importOf } from "../scripts/build/usual/variety.mjs";
import { contacts, flights } from "../www/public/templates.js";

const REST = "rest_bg.wasm";
const file = new Blob(["id,amount\n1,2.5\n2,x\n2,7\n"]);
const usual = {
  code: "t",
  onInvalid: "include",
  columns: [
    { key: "id", type: "integer", unique: true },
    { key: "amount", type: "number", min: 3 },
  ],
};
/** No usual import changes the case of letters. */
const unusual = { code: "t", onInvalid: "include", columns: [{ key: "id", case: "upper", minLength: 9 }] };

/** How the module was read, and whether it is there. */
const read = [];
let isThere = true;
function watched(way, reading) {
  return (path, ...more) => {
    if (!String(path).endsWith(REST)) return reading(path, ...more);
    read.push(way);
    if (!isThere) throw new Error("it is gone");
    return reading(path, ...more);
  };
}
fs.readFileSync = watched("now", fs.readFileSync);
promises.readFile = watched("soon", promises.readFile);
syncBuiltinESMExports();

const codes = ({ issues }) => issues.map(({ row, column, code }) => `${row} ${column} ${code}`);

async function checked(template) {
  const sheet = await openSheet(file, { template });
  try {
    return codes(await sheet.check());
  } finally {
    await sheet.close();
  }
}

const absent = ({ code, message, details }) => {
  assert.equal(code, "engine-part-failed");
  assert.equal(details.reason, "it is gone");
  assert.match(message, /^A part of the import's engine could not be loaded: it is gone\./);
  return true;
};

test("a usual import doesn't read it", async () => {
  assert.deepEqual(await checked(usual), ["1 amount too-small", "2 amount not-number", "3 id duplicate"]);
  assert.deepEqual(read, []);
});

test("nor do other files like those that the first module was made by", async () => {
  for (let number = 10_000; number < 10_040; number += 1) {
    const { text, template, paging } = importOf(number);
    const sheet = await openSheet(new Blob([text]), { template });
    await sheet.rows(0, 50);
    await sheet.check();
    for await (const page of sheet.pages({ force: true, ...paging })) page.release();
    await sheet.close();
    assert.deepEqual(read, [], `import ${number} needs it: see scripts/build/usual/`);
  }
});

test("nor do the demo's templates, whether the file fits them or not", async () => {
  const rows = "Name,Email,Age,Plan,Joined,Newsletter\nAda,a@b.example,36,Team,2024-01-02,yes\n,,,,,\n";
  for (const template of [contacts, flights]) {
    for (const text of [rows, "a,b\n1,2\n"]) {
      const sheet = await openSheet(new Blob([text]), { template });
      await sheet.check({ pages: { chunkSize: 100 } });
      await sheet.close();
      assert.deepEqual(read, [], `${template.code}: see scripts/build/usual/`);
    }
  }
});

test("where it can't be read, what needs it ends with an error that says so, and the rest goes on", async () => {
  isThere = false;
  const sheet = await openSheet(file, { template: usual });
  const edit = { type: "set", rows: [2], columns: [1], cells: [["4"]] };
  await assert.rejects(sheet.edit(edit), absent);
  await assert.rejects(sheet.count({ rows: "errors" }), absent);
  assert.equal((await sheet.check()).errors, 3);
  await sheet.close();
  assert.deepEqual(read.splice(0), ["soon", "soon"]);
  // In the midst of a call there is no waiting.
  await assert.rejects(checked(unusual), absent);
  assert.deepEqual(read.splice(0), ["now"]);
  isThere = true;
});

test("what the driver didn't see coming reads it at once, and only once", async () => {
  assert.deepEqual(await checked(unusual), ["1 id too-short", "2 id too-short", "3 id too-short"]);
  assert.deepEqual(await checked(unusual), ["1 id too-short", "2 id too-short", "3 id too-short"]);
  assert.deepEqual(read, ["now"]);
});
