// tests/cases/<name>/ through the Node build: the same pages and issues as natively, in tests/cases.rs.
// With UPDATE_CASES=1 the expected files are written anew: read the difference before you commit it.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { openSheet } from "../../pkg/node.js";

const folder = new URL("../cases/", import.meta.url);

for (const name of readdirSync(folder)) {
  const at = (file) => new URL(`${name}/${file}`, folder);
  const json = (file) => (existsSync(at(file)) ? JSON.parse(readFileSync(at(file), "utf8")) : undefined);

  test(`case ${name}`, async () => {
    const options = json("options.json") ?? {};
    const sheet = await openSheet(at("input.csv"), { ...options, template: json("template.json") });
    const encoding = existsSync(at("encoding.txt"))
      ? readFileSync(at("encoding.txt"), "utf8").trim()
      : "utf-8";
    assert.equal(sheet.dialect.encoding, encoding);
    const issues = [];
    const { records, errors, warnings, byCode } = await sheet.check({
      onIssues: (some) => void issues.push(...some),
    });
    const lines = [...issues, { records, errors, warnings, byCode }].map(
      (line) => `${JSON.stringify(line)}\n`,
    );
    const bodies = [];
    for await (const page of sheet.pages({ ...options, uploadId: "case", force: true })) {
      bodies.push(`${Buffer.from(page.bytes)}\n`);
    }
    await sheet.close();
    if (process.env.UPDATE_CASES) {
      writeFileSync(at("issues.jsonl"), lines.join(""));
      writeFileSync(at("pages.jsonl"), bodies.join(""));
    }
    assert.equal(lines.join(""), readFileSync(at("issues.jsonl"), "utf8"));
    assert.equal(bodies.join(""), readFileSync(at("pages.jsonl"), "utf8"));
  });
}
