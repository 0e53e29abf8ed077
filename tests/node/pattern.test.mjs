// Patterns in Node: their module is read only where a template has one, and then cells are held against it.
import assert from "node:assert/strict";
import fs from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { test } from "node:test";
import { openSheet } from "../../pkg/node.js";

const file = new Blob(["code\nDE\nger\nFR\n"]);
const template = (pattern) => ({
  code: "t",
  // No pattern, whatever it says: a text.
  name: '"pattern":',
  onInvalid: "include",
  columns: [{ key: "code", ...(pattern && { pattern }) }],
});

const read = [];
const { readFile } = fs;
fs.readFile = (path, ...more) => {
  read.push(String(path));
  return readFile(path, ...more);
};
syncBuiltinESMExports();

const modules = () => read.map((path) => path.split("/").pop()).filter((name) => name.endsWith(".wasm"));

test("the module of patterns is read when the first template has one", async () => {
  for (const without of [undefined, template()]) await (await openSheet(file, { template: without })).close();
  assert.deepEqual(modules(), ["sheethook_bg.wasm"]);
  for (let run = 0; run < 2; run += 1) {
    const sheet = await openSheet(file, { template: template("^[A-Z]{2}$") });
    const { issues } = await sheet.check();
    await sheet.close();
    assert.deepEqual(
      issues.map(({ code, row, value, pattern }) => ({ code, row, value, pattern })),
      [{ code: "pattern", row: 2, value: "ger", pattern: "^[A-Z]{2}$" }],
    );
  }
  assert.deepEqual(modules(), ["sheethook_bg.wasm", "pattern_bg.wasm"]);
});

test("a pattern that is none is refused, with its path and why", async () => {
  await assert.rejects(openSheet(file, { template: template("(") }), ({ code, details: { faults } }) => {
    assert.equal(code, "template-invalid");
    assert.equal(faults.length, 1);
    assert.equal(faults[0].path, "columns[0].pattern");
    assert.match(faults[0].reason, /open group/);
    return true;
  });
});

test("what is no template at all is told as that", async () => {
  for (const wrong of [null, "pattern", { columns: "pattern" }, { columns: [null, { pattern: 1 }] }]) {
    await assert.rejects(openSheet(file, { template: wrong }), { code: "template-invalid" });
  }
});
