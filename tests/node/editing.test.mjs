// Views, edits, undo, logs and causes, through Node's way in; the engine's own tests hold them against a new check.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { openSheet } from "../../pkg/node.js";

const TEMPLATE = {
  code: "people",
  columns: [
    { key: "name", required: true },
    { key: "age", type: "integer", min: 0 },
    { key: "mail", unique: true },
  ],
};
const FILE = "name,age,mail\nAda,36,a@x.org\nBob,N/A,b@x.org\n,7,c@x.org\nDan,N/A,a@x.org\nEve,12,e@x.org\n";

const texts = (rows) => rows.map(({ cells }) => cells.join("|"));

describe("a sheet that is edited", () => {
  let sheet;
  before(async () => {
    sheet = await openSheet(new Blob([FILE]), { template: TEMPLATE });
  });
  after(() => sheet.close());

  test("shows what is wrong, row by row", async () => {
    const rows = await sheet.view({ rows: "errors" }, 0, 10);
    assert.deepEqual(texts(rows), ["Bob|N/A|b@x.org", "|7|c@x.org", "Dan|N/A|a@x.org"]);
    assert.deepEqual(
      rows.map(({ row, issues }) => [row, ...issues.map(({ code }) => code)]),
      [
        [2, "not-integer"],
        [3, "required"],
        [4, "not-integer", "duplicate"],
      ],
    );
    assert.equal(await sheet.count({ rows: "errors", column: "age" }), 2);
  });

  test("says what is to blame", async () => {
    const [first] = await sheet.causes();
    assert.deepEqual(first, {
      column: "age",
      code: "not-integer",
      severity: "error",
      value: "N/A",
      count: 2,
    });
  });

  test("fixes a cause in one operation, and takes it back", async () => {
    const before = await sheet.check();
    const fixed = await sheet.edit({
      type: "replace",
      column: "age",
      find: "N/A",
      replace: "",
      whole: true,
    });
    assert.equal(fixed.errors, before.errors - 2);
    const [bob] = await sheet.view({ rows: "changed" }, 0, 1);
    assert.deepEqual([bob.row, bob.cells[1], bob.source[1]], [2, "", "N/A"]);
    assert.deepEqual(await sheet.undo(), before);
    assert.deepEqual(await sheet.redo(), fixed);
  });

  test("takes cells, new rows and deletions, and pages say so", async () => {
    await sheet.edit({
      type: "set",
      rows: [3, 4],
      columns: ["name", "mail"],
      cells: [
        ["Cy", "c@x.org"],
        ["Dan", "d@x.org"],
      ],
    });
    await sheet.edit({ type: "delete", rows: [[5, 5]] });
    const result = await sheet.edit({
      type: "insert",
      before: 1,
      columns: [0, 2],
      cells: [["Zoe", "z@x.org"]],
    });
    assert.deepEqual([result.errors, result.records, result.totalRecords], [0, 5, 5]);
    const names = [];
    for await (const page of sheet.pages()) for (const record of page.json().data) names.push(record.name);
    assert.deepEqual(names, ["Zoe", "Ada", "Bob", "Cy", "Dan"]);
    assert.equal(await sheet.count({ rows: "deleted" }), 1);
    assert.deepEqual(texts(await sheet.view({ text: "D@X" }, 0, 9)), ["Dan||d@x.org"]);
  });

  test("gives its log, and another sheet of the file, under another mapping, takes it", async () => {
    const log = await sheet.log();
    const other = await openSheet(new Blob([FILE]), { template: TEMPLATE });
    try {
      const result = await other.applyLog(JSON.parse(JSON.stringify(log)));
      assert.deepEqual(result, await sheet.check());
      assert.deepEqual(await other.view({}, 0, 9), await sheet.view({}, 0, 9));
    } finally {
      await other.close();
    }
  });

  test("refuses an operation that can't be done, and says all that is wrong", async () => {
    await assert.rejects(
      sheet.edit({ type: "set", rows: [0], columns: [0], cells: [["a"]], colour: 1 }),
      (error) => {
        assert.equal(error.code, "operation-invalid");
        assert.deepEqual(
          error.details.faults.map(({ path }) => path),
          ["colour", "rows[0]"],
        );
        return true;
      },
    );
    await assert.rejects(
      sheet.edit({ type: "replace", find: "(?=x)", replace: "", regex: true }),
      /operation-invalid|can't/,
    );
  });
});

test("rows can be looked at while an edit is under way", async () => {
  const lines = Array.from({ length: 30_000 }, (_, n) => `a${n},b`);
  const sheet = await openSheet(new Blob([`x,y\n${lines.join("\n")}\n`]));
  try {
    await sheet.check();
    const edit = sheet.edit({ type: "transform", column: 0, transform: "upper" });
    const [rows, count] = await Promise.all([sheet.view({}, 29_990, 2), sheet.count({ text: "A1" }), edit]);
    assert.deepEqual(texts(rows), ["A29990|b", "A29991|b"]);
    assert.ok(count > 10_000);
  } finally {
    await sheet.close();
  }
});

test("what nobody can be sure of is not written as CSV", async () => {
  const template = { code: "t", columns: [{ key: "n", type: "number" }] };
  const sheet = await openSheet(new Blob(['n\n"1,234"\n']), { template });
  try {
    await assert.rejects(new Response(sheet.csv()).text(), ({ code }) => code === "undecided");
    await sheet.decide("n", "decimal", ",");
    assert.equal(await new Response(sheet.csv()).text(), "n\r\n1.234\r\n");
  } finally {
    await sheet.close();
  }
});
