// What fixes a cause, and that it does, in one operation that can be taken back.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fixesOf, openSheet, withText } from "../../pkg/node.js";

const columns = [
  { key: "name", required: true },
  { key: "age", type: "integer" },
  { key: "state", type: "select", options: [{ value: "open" }, { value: "closed" }] },
  { key: "mail", unique: true },
];
const template = { code: "t", columns };
const ROWS = [
  "Ada,36,open,a@x",
  "Bob,N/A,opened,b@x",
  ",7,opened,a@x",
  "n/a,N/A,ajar,c@x",
  "Eve,x,closed,a@x",
];
const column = (key) => columns.find((column) => column.key === key);

async function opened(rows = ROWS) {
  return openSheet(new Blob([`name,age,state,mail\n${rows.join("\n")}\n`]), { template });
}

const cause = (column, code, value) => ({ column, code, severity: "error", value, count: 1 });

describe("fixes", () => {
  for (const [name, found, labels] of [
    ["a text that is no number", cause("age", "not-integer", "x"), "replace empty drop"],
    ["a text that says there is no value", cause("age", "not-integer", "N/A"), "missing replace empty drop"],
    ["another one", cause("age", "not-integer", " - "), "missing replace empty drop"],
    ["no option", cause("state", "not-option", "opened"), "option option replace empty drop"],
    ["an empty cell", cause("name", "required", ""), "fill drop"],
    ["what may not be empty", cause("name", "pattern", "x"), "replace drop"],
    ["equal values", cause("mail", "duplicate", "a@x"), "empty drop"],
    ["values that are not counted one by one", cause("age", "not-integer", null), "drop"],
    ["whole rows", cause(null, "extra-cells", ""), "drop"],
  ]) {
    test(`of ${name}: ${labels}`, () => {
      assert.equal(
        fixesOf(found, column(found.column))
          .map(({ label }) => label)
          .join(" "),
        labels,
      );
    });
  }

  test("that write are not offered where the person may not", () => {
    const frozen = { key: "age", type: "integer", frozen: true };
    assert.deepEqual(
      fixesOf(cause("age", "not-integer", "N/A"), frozen).map(({ label }) => label),
      ["drop"],
    );
  });

  /** What a fix leaves of the causes in its column, and of the rows; then it is taken back. */
  async function fixed(key, value, pick, text) {
    const sheet = await opened();
    try {
      const before = await sheet.check();
      const found = (await sheet.causes()).find((cause) => cause.column === key && cause.value === value);
      const chosen = fixesOf(found, column(key)).find(pick);
      const after = await sheet.fix(text === undefined ? chosen : withText(chosen, text));
      assert.equal((await sheet.log()).length, 1, "one operation");
      const rows = (await sheet.view({}, 0, 9)).map(({ cells }) => cells.join());
      const left = (await sheet.causes()).filter((cause) => cause.column === key);
      assert.deepEqual(await sheet.undo(), before);
      assert.deepEqual(await sheet.redo(), after);
      return { rows, left: left.map(({ value }) => value) };
    } finally {
      await sheet.close();
    }
  }
  const labelled = (label) => (fix) => fix.label === label;

  test("empty the cells of a cause, and no others", async () => {
    const { rows, left } = await fixed("age", "N/A", labelled("empty"));
    assert.deepEqual(left, ["x"]);
    assert.deepEqual(rows, [ROWS[0], "Bob,,opened,b@x", ROWS[2], "n/a,,ajar,c@x", ROWS[4]]);
  });
  test("treat a text as missing wherever it stands", async () => {
    const { rows } = await fixed("age", "N/A", labelled("missing"));
    assert.deepEqual([rows[1], rows[3]], ["Bob,,opened,b@x", ",,ajar,c@x"]);
  });
  test("replace by what a person gives", async () => {
    const { rows, left } = await fixed("age", "x", labelled("replace"), "12");
    assert.deepEqual([rows[4], left], ["Eve,12,closed,a@x", ["N/A"]]);
  });
  test("map to an option", async () => {
    const closed = (fix) => fix.label === "option" && fix.operation.replace === "closed";
    const { rows, left } = await fixed("state", "opened", closed);
    assert.deepEqual([rows[1], rows[2], left], ["Bob,N/A,closed,b@x", ",7,closed,a@x", ["ajar"]]);
  });
  test("fill empty cells", async () => {
    const { rows, left } = await fixed("name", "", labelled("fill"), "nobody");
    assert.deepEqual([rows[2], left], ["nobody,7,opened,a@x", []]);
  });
  test("drop the rows of a cause, and no others", async () => {
    const { rows, left } = await fixed("age", "N/A", labelled("drop"));
    assert.deepEqual([rows, left], [[ROWS[0], ROWS[2], ROWS[4]], ["x"]]);
  });
  test("drop the rows that repeat a value, but not the first", async () => {
    const { rows, left } = await fixed("mail", "a@x", labelled("drop"));
    assert.deepEqual([rows, left], [[ROWS[0], ROWS[1], ROWS[3]], []]);
  });

  test("drop rows all over a file, edited and inserted ones too", async () => {
    const rows = Array.from(
      { length: 9000 },
      (_, at) => `p${at},${at % 1000 === 7 ? "bad" : at},open,m${at}`,
    );
    const sheet = await opened(rows);
    await sheet.edit({ type: "set", rows: [5], columns: [1], cells: [["bad"]] });
    await sheet.edit({ type: "set", rows: [8], columns: [1], cells: [["8"]] });
    await sheet.edit({
      type: "insert",
      before: 1,
      columns: [0, 1],
      cells: [
        ["new", "bad"],
        ["new", "1"],
      ],
    });
    await sheet.edit({ type: "insert", before: null, columns: [0, 1], cells: [["end", "bad"]] });
    const [found] = (await sheet.causes()).filter(({ column }) => column === "age");
    assert.equal(found.count, 11);
    const drop = fixesOf(found).find(labelled("drop"));
    const { errors, totalRecords } = await sheet.fix(drop);
    assert.deepEqual([errors, totalRecords], [0, 9003 - 11]);
    const size = (await sheet.log()).length;
    assert.deepEqual((await sheet.fix(drop)).totalRecords, totalRecords, "a cause that is gone");
    assert.equal((await sheet.log()).length, size);
    await sheet.close();
  });

  test("drop the rows of values that are not counted one by one, and leave those that are", async () => {
    const long = "z".repeat(300);
    const sheet = await opened(["a,x,open,1", `b,${long},open,2`, `c,${long}y,open,3`, "d,1,open,4"]);
    const found = (await sheet.causes()).find(({ value }) => value === null);
    assert.equal(found.count, 2);
    await sheet.fix(fixesOf(found)[0]);
    assert.deepEqual(
      (await sheet.view({}, 0, 9)).map(({ cells }) => cells[0]),
      ["a", "d"],
    );
    await sheet.close();
  });

  test("drop rows with cells of no column", async () => {
    const sheet = await opened(["a,1,open,1", "b,1,open,2,more", "c,x,open,3"]);
    const found = (await sheet.causes()).find(({ code }) => code === "extra-cells");
    await sheet.fix(fixesOf(found)[0]);
    assert.deepEqual(
      (await sheet.view({}, 0, 9)).map(({ cells }) => cells[0]),
      ["a", "c"],
    );
    await sheet.close();
  });
});
