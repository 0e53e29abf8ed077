// CSV out, through Node's way in; the engine's own tests hold its writing of values against another reader.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { openSheet } from "../../pkg/node.js";

const TEMPLATE = {
  code: "people",
  onInvalid: "skip",
  columns: [
    { key: "name", name: "Full name", required: true },
    { key: "age", type: "integer", min: 0 },
    { key: "born", type: "date", formats: ["DD.MM.YYYY"] },
  ],
};
const FILE =
  "Full name;Age;Born;Note\nAda;36;01.02.1990;=1+1\nBob;x;;-5\n;-1;31.02.1990;+1 2\nDan;007;;more\n";

async function csvOf(file, options, openOptions = { template: TEMPLATE }, edit) {
  const sheet = await openSheet(new Blob([file]), openOptions);
  try {
    if (edit) await sheet.edit(edit);
    return await new Response(sheet.csv(options)).text();
  } finally {
    await sheet.close();
  }
}

describe("CSV", () => {
  test("of valid records, unless others are asked for", async () => {
    assert.equal(await csvOf(FILE), "Full name,age,born\r\nAda,36,1990-02-01\r\nDan,7,\r\n");
  });

  test("of all records, invalid cells as they are", async () => {
    assert.equal(
      await csvOf(FILE, { rows: "all", delimiter: ";" }),
      "\uFEFFFull name;age;born\r\nAda;36;1990-02-01\r\nBob;x;\r\n;-1;31.02.1990\r\nDan;7;\r\n".replace(
        "\uFEFF",
        "",
      ),
    );
  });

  test("with a byte order mark where it is wanted", async () => {
    const sheet = await openSheet(new Blob([FILE]), { template: TEMPLATE });
    for (const rows of ["valid", "invalid", "all"]) {
      const bytes = await new Response(sheet.csv({ rows, bom: true })).bytes();
      assert.deepEqual([...bytes.slice(0, 4)], [0xef, 0xbb, 0xbf, 0x46], rows);
    }
    await sheet.close();
  });

  test("of invalid rows, with the file's columns and the reasons, to be imported again", async () => {
    const csv = await csvOf(FILE, { rows: "invalid" });
    assert.equal(
      csv,
      "Full name,Age,Born,Note,reasons\r\n" +
        "Bob,x,,-5,age: This is not a whole number.\r\n" +
        ",-1,31.02.1990,'+1 2,name: A value is required here. age: This must be at least 0. born: This is not a date in the form DD.MM.YYYY.\r\n",
    );
    const again = await openSheet(new Blob([csv]), { template: TEMPLATE });
    assert.equal((await again.check()).invalidRecords, 2);
    await again.close();
  });

  test("of invalid rows with cells that no header is over: they stand behind the reasons", async () => {
    const csv = await csvOf("name,age\nA,x,1,2\nB,y\nC\n", { rows: "invalid" });
    assert.match(csv, /^A,x,"The row has 4 .*whole number\.",1,2\r$/m);
    assert.match(csv, /^B,y,age: This is not a whole number\.\r$/m);
  });

  test("is that of the edited rows", async () => {
    const set = { type: "set", rows: [2], columns: [1], cells: [["40"]] };
    assert.match(await csvOf(FILE, {}, undefined, set), /^Bob,40,\r$/m);
    const wrong = { type: "set", rows: [1], columns: [1], cells: [["=x"]] };
    assert.match(
      await csvOf(FILE, { rows: "invalid" }, undefined, wrong),
      /^Ada,'=x,01.02.1990,'=1\+1,age: /m,
    );
  });

  test("guards formulas alike in records and in invalid rows", async () => {
    const cells = [
      "=1",
      "+1",
      "+1 2",
      "-5",
      "-5e3",
      "-5e",
      "@a",
      "\t1",
      "\r1",
      '"=1',
      ' "-1',
      "＝1",
      "＋1",
      "－1",
      "＠1",
      "1-1",
      "'=1",
      ".,",
      "-.,5",
    ];
    const quoted = cells.map((cell) => `"${cell.replaceAll('"', '""')}"`);
    const file = `n,${cells.map((_, at) => `c${at}`)}\nx,${quoted}\n`;
    const columns = [{ key: "n", type: "integer" }, ...cells.map((_, at) => ({ key: `c${at}` }))];
    for (const formulas of ["guard", "guard-all", "keep"]) {
      const all = await csvOf(file, { rows: "all", formulas }, { template: { code: "t", columns } });
      const invalid = await csvOf(file, { rows: "invalid", formulas }, { template: { code: "t", columns } });
      const row = (csv) => csv.slice(csv.indexOf("\r\n") + 2);
      assert.equal(row(invalid), row(all).replace(/\r\n$/, ",n: This is not a whole number.\r\n"), formulas);
      assert.equal(row(all).includes("'-5,"), formulas === "guard-all");
      assert.equal(row(all).includes("'+1 2"), formulas !== "keep");
    }
  });

  test("is made as it is read, all of it, and ends when nobody wants more", async () => {
    const lines = Array.from({ length: 60_000 }, (_, at) => `${at},${at % 3 ? "1" : "x"},${"y".repeat(30)}`);
    const file = `id,n,text\n${lines.join("\n")}\n`;
    const columns = [{ key: "id" }, { key: "n", type: "integer" }, { key: "text" }];
    const sheet = await openSheet(new Blob([file]), { template: { code: "t", columns } });
    for (const [rows, count] of Object.entries({ all: 60_000, valid: 40_000, invalid: 20_000 })) {
      const sizes = [];
      let text = "";
      for await (const piece of sheet.csv({ rows })) {
        sizes.push(piece.length);
        text += new TextDecoder().decode(piece);
      }
      assert.ok(sizes.length > 2 && Math.max(...sizes) < 4 << 20, `${rows} in pieces of ${sizes}`);
      const ids = text
        .trimEnd()
        .split("\r\n")
        .slice(1)
        .map((line) => Number(line.split(",")[0]));
      assert.equal(ids.length, count);
      assert.ok(
        ids.every((id, at) => at === 0 || id > ids[at - 1]),
        "in order",
      );
    }
    const reader = sheet.csv({ rows: "all" }).getReader();
    await reader.read();
    await reader.cancel();
    await sheet.close();
  });

  test("says what is wrong with its options, and that the sheet is closed", async () => {
    const wrong = [
      { rows: "some" },
      { delimiter: '"' },
      { delimiter: "ab" },
      { delimiter: "é" },
      { delimiter: 1 },
      { formulas: "x" },
      { rows: "invalid", delimiter: "\n" },
    ];
    for (const options of wrong) {
      await assert.rejects(csvOf(FILE, options), { code: "bad-option" }, JSON.stringify(options));
    }
    const sheet = await openSheet(new Blob([FILE]), { template: TEMPLATE });
    const stream = sheet.csv();
    await sheet.close();
    await assert.rejects(new Response(stream).text());
  });

  test("of what a sending has skipped", async () => {
    const sheet = await openSheet(new Blob([FILE]), { template: TEMPLATE });
    const { skipped, totalRecords } = await sheet.send({ onPage: () => {} });
    assert.deepEqual([totalRecords, skipped], [2, 2]);
    assert.equal((await new Response(sheet.csv({ rows: "invalid" })).text()).split("\r\n").length, 4);
    await sheet.close();
  });
});
