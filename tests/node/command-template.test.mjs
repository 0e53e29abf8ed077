// The command `template`: what it drafts from a file's cells, what it converts, and the file to be filled in.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const cli = fileURLToPath(new URL("../../pkg/cli.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "sheethook-template-"));
after(() => rmSync(folder, { recursive: true }));

const file = (name, text) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

function run(...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, "template", ...args], {
    encoding: "utf8",
  });
  return { code: status, out: stdout, err: stderr };
}

const times = (count, ...cells) => Array.from({ length: count }, () => cells).flat();

/** A header, its cells, and the column's fields beside its key. */
const COLUMNS = [
  ["a", ["1", "2", "-3"], { type: "integer", required: true }],
  ["a", ["1", ""], { type: "integer" }],
  ["a", ["", ""], { type: "string" }],
  ["a", ["01", "2"], { type: "string", required: true }],
  ["a", ["0", "2"], { type: "integer", required: true }],
  ["a", ["1234567890123456"], { type: "string", required: true }],
  ["a", ["123456789012345"], { type: "integer", required: true }],
  ["a", ["+4989123"], { type: "string", required: true }],
  ["a", ["1.5", "2"], { type: "number", required: true }],
  ["a", ["1,5", "2"], { type: "number", required: true, decimal: "," }],
  ["a", ["1.234,50", "2"], { type: "number", required: true, decimal: "," }],
  ["a", ["1,234.50", "2"], { type: "number", required: true, decimal: "." }],
  ["a", ["1,234,567"], { type: "integer", required: true, decimal: "." }],
  ["a", ["1,234"], { type: "number", required: true }],
  ["a", ["yes", "No"], { type: "boolean", required: true }],
  ["a", ["yes", "0"], { type: "boolean", required: true }],
  [
    "a",
    times(3, "Open", "done", "DONE", "DONE", "open", "Open"),
    { type: "select", required: true, options: [{ value: "DONE" }, { value: "Open" }] },
  ],
  ["a", ["1", "0"], { type: "integer", required: true }],
  ["a", ["2024-01-31"], { type: "date", required: true }],
  ["a", ["31/01/2024", "01/02/2024"], { type: "date", required: true, formats: ["DD/MM/YYYY"] }],
  ["a", ["1/31/2024", "12/1/2024"], { type: "date", required: true, formats: ["M/D/YYYY"] }],
  ["a", ["01/02/2024", "03/04/2024"], { type: "date", required: true }],
  ["a", ["01.02.2024"], { type: "date", required: true, formats: ["DD.MM.YYYY"] }],
  ["a", ["31.12.99"], { type: "date", required: true, formats: ["DD.MM.YY"] }],
  ["a", ["3 May 2024", "31 Dec 2024"], { type: "date", required: true, formats: ["D MMM YYYY"] }],
  ["a", ["31/02/2024"], { type: "string", required: true }],
  ["a", ["2024-01-31T10:00:00Z", "2024-01-31 10:00"], { type: "datetime", required: true }],
  ["a", ["9:05", "21:05:30"], { type: "time", required: true }],
  ["a", ["31.01.2024 10:00"], { type: "datetime", required: true, formats: ["DD.MM.YYYY HH:mm"] }],
  ["a", ["1/31/2024 9:05 pm"], { type: "datetime", required: true, formats: ["M/D/YYYY h:mm A"] }],
  ["a", ["01/02/2024 10:00"], { type: "datetime", required: true }],
  ["a", ["a@b.example", "c@d.example"], { type: "email", required: true }],
  ["a", ["a@b.example", "c"], { type: "string", required: true }],
  ["a", ["https://a.example/b?c"], { type: "url", required: true }],
  ["a", ["a.example"], { type: "string", required: true }],
  ["a", ["6F9619FF-8B86-D011-B42D-00CF4FC964FF"], { type: "uuid", required: true }],
  [
    "a",
    times(3, "open", "done"),
    { type: "select", required: true, options: [{ value: "done" }, { value: "open" }] },
  ],
  ["a", times(2, "open", "done"), { type: "string", required: true }],
  ["a", times(9, "open"), { type: "string", required: true }],
  ["Order ID", ["1", "2"], { name: "Order ID", type: "integer", required: true, unique: true }],
  ["Order ID", ["1", "1"], { name: "Order ID", type: "integer", required: true }],
  ["orderCode", ["x", "y", ""], { type: "string", unique: true }],
  ["paid", ["7", "8"], { type: "integer", required: true }],
  ["Price (EUR)", ["7"], { name: "Price (EUR)", alternateKeys: ["Price"], type: "integer", required: true }],
];

for (const [header, cells, column] of COLUMNS) {
  test(`a column: ${header}: ${cells.slice(0, 3).join(" | ")}`, () => {
    const quoted = [header, ...cells].map((cell) => `"${cell}",x\n`).join("");
    const { code, out, err } = run(file("cells.csv", quoted), "--header-row", "1", "--delimiter", ",");
    assert.deepEqual([code, err], [0, ""]);
    const [{ key, ...rest }] = JSON.parse(out).columns;
    assert.ok(key);
    assert.deepEqual(rest, column);
  });
}

test("keys are made of headers", () => {
  const headers = "Order number,orderNumber,ORDER,Größe,Čas,客户,,Order number,2024 (%),a,a_2,a,a";
  const { out } = run(file("keys.csv", `${headers}\n1,2,3,4,5,6,7,8,9,10,11,12,13\n`), "--header-row", "1");
  assert.deepEqual(
    JSON.parse(out).columns.map(({ key }) => key),
    [
      "order_number",
      "orderNumber",
      "order",
      "große",
      "cas",
      "客户",
      "column_7",
      "order_number_2",
      "2024",
      "a",
      "a_2",
      "a_3",
      "a_4",
    ],
  );
});

test("a header of nothing but what takes long to look at, and many of one name", () => {
  const headers = ["(".repeat(50_000), " ".repeat(50_000), ...Array.from({ length: 10_000 }, () => "a")];
  const started = performance.now();
  const { code, out } = run(
    file("wide.csv", `${headers.join(",")}\n1,2,3\n`),
    "--header-row",
    "1",
    "--delimiter",
    ",",
  );
  assert.equal(code, 0);
  assert.equal(new Set(JSON.parse(out).columns.map(({ key }) => key)).size, 10_002);
  assert.ok(performance.now() - started < 10_000, "it takes too long");
});

test("code and name are the file's, and the template is one that check takes", () => {
  const data = file("Order_list 2.csv", "name,amount\nAda,1\nBob,2\n");
  const { out } = run(data);
  assert.equal(
    out,
    `{
  "code": "order-list-2",
  "name": "Order list 2",
  "columns": [
    { "key": "name", "type": "string", "required": true },
    { "key": "amount", "type": "integer", "required": true }
  ]
}
`,
  );
  const checked = spawnSync(process.execPath, [cli, "check", data, "--template", file("own.json", out)], {
    encoding: "utf8",
  });
  assert.equal(checked.status, 0, checked.stderr);
});

test("only the first 1,000 rows are looked at", () => {
  const cells = `${"1\n".repeat(1_000)}x\n`;
  assert.equal(JSON.parse(run(file("long.csv", `a\n${cells}`)).out).columns[0].type, "integer");
});

for (const [kind, schema, out, err] of [
  [
    "table-schema",
    { name: "own", fields: [{ name: "a", type: "integer" }], foreignKeys: [] },
    { code: "own", name: "from table schema", columns: [{ key: "a", type: "integer" }] },
    "left out: foreignKeys: a template has nothing like it\n",
  ],
  [
    "impler",
    [{ key: "a", name: "A", type: "Double" }],
    { code: "from-impler", name: "from impler", columns: [{ key: "a", name: "A", type: "number" }] },
    "",
  ],
  [
    "json-schema",
    { title: "T", properties: { a: { type: "boolean" } } },
    { code: "t", name: "T", columns: [{ key: "a", type: "boolean" }] },
    "",
  ],
]) {
  test(`--from ${kind} converts, and tells on stderr what is left out`, () => {
    const path = file(`from ${kind.replace("-", "_")}.json`, JSON.stringify(schema));
    const ran = run(path, "--from", kind);
    assert.deepEqual([ran.code, JSON.parse(ran.out), ran.err], [0, out, err]);
  });
}

test("a schema without columns is no template", () => {
  const { code, out, err } = run(file("none.json", "{}"), "--from", "json-schema");
  assert.deepEqual([code, out], [1, ""]);
  assert.equal(err, "left out: properties: must be an object of properties\n");
});

/** Names of columns, and the row of headers. */
for (const [name, columns, row] of [
  ["the name, or the key", [{ key: "a", name: "A" }, { key: "b" }], "A,b"],
  [
    "quotes where it must be",
    [
      { key: "a", name: 'A "b", c' },
      { key: "b", name: " c" },
    ],
    '"A ""b"", c"," c"',
  ],
  ["a mark before letters beyond ASCII", [{ key: "a", name: "Größe" }], "\ufeffGröße"],
  [
    "no formula",
    ["=1+1", "+1", "-1", "@a", "\tb", "\rc"].map((key) => ({ key })),
    `'=1+1,'+1,'-1,'@a,'\tb,"'\rc"`,
  ],
]) {
  test(`--csv: ${name}`, () => {
    const { code, out, err } = run(file("t.json", JSON.stringify({ code: "t", columns })), "--csv");
    assert.deepEqual([code, out, err], [0, `${row}\r\n`, ""]);
  });
}

test("--csv and --from make the file of another schema", () => {
  const path = file(
    "s.json",
    JSON.stringify([
      { key: "a", name: "A" },
      { key: "b", name: "=B" },
    ]),
  );
  assert.equal(run(path, "--from", "impler", "--csv").out, "A,'=B\r\n");
});

for (const [name, args, code, err] of [
  ["--help", ["--help"], 0, /^$/],
  [
    "an unknown kind",
    ["x.json", "--from", "toString"],
    2,
    /--from must be table-schema, impler, json-schema/,
  ],
  ["a template option", ["x.csv", "--template", "t.json"], 2, /Unknown option '--template'/],
  ["no FILE", [], 2, /A FILE is missing/],
  ["a FILE that isn't there", [join(folder, "gone.csv")], 1, /gone\.csv can't be read/],
  [
    "a schema that isn't there",
    [join(folder, "gone.json"), "--from", "impler"],
    2,
    /gone\.json can't be read/,
  ],
  ["a schema that is no JSON", [file("no.json", "{"), "--from", "impler"], 2, /no\.json can't be read/],
  ["--csv of no template", [file("no-template.json", '{"code":"t"}'), "--csv"], 2, /columns: must be a list/],
]) {
  test(`${name}: exit ${code}`, () => {
    const ran = run(...args);
    assert.equal(ran.code, code, ran.err);
    assert.match(ran.err, err);
    assert.ok(!/\n {4}at /.test(ran.err), "a stack trace is no sentence");
  });
}
