// Whole schemas, as people have them: the template that each becomes, and that the engine takes it and a file of its kind.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { openSheet } from "../../pkg/node.js";
import { fromImpler, fromJsonSchema, fromTableSchema } from "../../pkg/schema.js";
import { isTemplate } from "./shape.mjs";

const path = (name) => new URL(`fixtures/${name}`, import.meta.url);
const read = (name) => readFileSync(path(name), "utf8");

/** Whether the engine has the fields of a template that came last. */
const newest = {
  code: "t",
  columns: [{ key: "a", type: "email", message: "m" }],
};
const hasAll = await openSheet(new Blob(["a\n"]), { template: newest }).then(
  (sheet) => sheet.close().then(() => true),
  () => false,
);

for (const [name, convert] of Object.entries({
  "table-schema": fromTableSchema,
  impler: fromImpler,
  "json-schema": fromJsonSchema,
})) {
  const converted = convert(JSON.parse(read(`${name}.json`)));

  test(`${name}: the template, and what is left out`, () => {
    isTemplate(converted.template);
    // `UPDATE_FIXTURES=1 node --test tests/schema/fixtures.test.mjs` writes it: read what has changed.
    if (process.env.UPDATE_FIXTURES) {
      writeFileSync(path(`${name}.converted.json`), `${JSON.stringify(converted, null, 2)}\n`);
    }
    assert.deepEqual(converted, JSON.parse(read(`${name}.converted.json`)));
  });

  test(`${name}: a file of its kind is without errors`, {
    skip: !hasAll && "the engine doesn't take every field yet",
  }, async () => {
    const sheet = await openSheet(new Blob([read(`${name}.csv`)]), { template: converted.template });
    const { records, issues } = await sheet.check();
    await sheet.close();
    assert.deepEqual([records, issues], [2, []]);
  });
}
