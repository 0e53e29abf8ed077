// docs/matching.md as it is written: its example is run, and what it prints is compared.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";

test("the example of docs/matching.md prints what stands below it", () => {
  const docs = readFileSync(new URL("../../docs/matching.md", import.meta.url), "utf8");
  const [, code, printed] = docs.match(/```js\n([\s\S]*?)```\n\n```text\n([\s\S]*?)```/);
  const entry = new URL("../../pkg/node.js", import.meta.url).href;
  const run = code.replace('"sheethook/node"', JSON.stringify(entry));
  assert.notEqual(run, code);
  const out = execFileSync(process.execPath, ["--input-type=module", "-e", run], { encoding: "utf8" });
  assert.equal(out, printed);
});
