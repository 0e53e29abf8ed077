// The command: its output, its exit codes, its sentences.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const cli = fileURLToPath(new URL("../../pkg/cli.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "sheethook-command-"));
after(() => rmSync(folder, { recursive: true }));

const file = (name, text) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const people = file("people.csv", "name,age\nAda,36\nBob,x\n");
const good = file("good.csv", "name,age\nAda,36\n");
const columns = [
  { key: "name", required: true },
  { key: "age", type: "integer" },
];
const template = file("template.json", JSON.stringify({ code: "people", columns }));
const wrong = file(
  "wrong.json",
  JSON.stringify({ code: "people", columns: [{ key: "a", min: 1, colour: 2 }] }),
);

const recipe = file(
  "recipe.json",
  JSON.stringify({
    version: 1,
    header: ["name", "age"],
    reading: {},
    mapping: { age: 1, name: { constant: "Cy" } },
    operations: [{ type: "map", column: "age", values: [["x", "8"]] }],
  }),
);
const edits = file("edits.json", JSON.stringify([{ type: "delete", rows: [[3, 3]] }]));

async function run(...args) {
  const child = spawn(process.execPath, [cli, ...args]);
  const [out, err] = [child.stdout, child.stderr].map((stream) => stream.setEncoding("utf8").toArray());
  const [code] = await once(child, "close");
  return { code, out: (await out).join(""), err: (await err).join("") };
}

for (const [name, args, code, out, err] of [
  ["no command prints the help", [], 2, /sheethook pages FILE/, /^$/],
  ["--help", ["--help"], 0, /sheethook check FILE/, /^$/],
  ["pages --help", ["pages", "--help"], 0, /--chunk-size/, /^$/],
  ["check --help", ["check", "--help"], 0, /--template/, /^$/],
  ["send --help", ["send", "--help"], 0, /--auth-header-value/, /^$/],
  ["csv --help", ["csv", "--help"], 0, /--formulas/, /^$/],
  ["csv prints valid records", ["csv", people, "--template", template], 0, /^name,age\r\nAda,36\r\n$/, /^$/],
  [
    "csv prints invalid rows with reasons",
    ["csv", people, "--template", template, "--rows", "invalid", "--to-delimiter", "tab"],
    0,
    /^name\tage\treasons\r\nBob\tx\tage: This is not a whole number\.\r\n$/,
    /^$/,
  ],
  [
    "csv keeps formulas",
    ["csv", file("f.csv", "a,b\n=1,2\n"), "--formulas", "keep"],
    0,
    /^a,b\r\n=1,2\r\n$/,
    /^$/,
  ],
  [
    "csv of no such rows",
    ["csv", people, "--rows", "some"],
    2,
    /^$/,
    /The option rows must be valid, invalid or all/,
  ],
  [
    "csv by a recipe",
    ["csv", people, "--template", template, "--recipe", recipe],
    0,
    /^name,age\r\nCy,36\r\nCy,8\r\n$/,
    /^$/,
  ],
  [
    "check by a recipe",
    ["check", people, "--template", template, "--recipe", recipe],
    0,
    /"records":2,"errors":0/,
    /^$/,
  ],
  [
    "pages by a log, in place of a recipe's",
    ["pages", people, "--template", template, "--recipe", recipe, "--edits", edits],
    0,
    /"data":\[\{"name":"Cy","age":36\}\]/,
    /^$/,
  ],
  ["check with edits", ["check", people, "--template", template, "--edits", edits], 0, /"errors":0/, /^$/],
  [
    "what is no recipe",
    ["pages", people, "--recipe", template],
    2,
    /^$/,
    /recipe can't be used: .*version: must be 1/,
  ],
  ["what is no log", ["pages", people, "--edits", template], 2, /^$/, /rows can't be edited so: /],
  ["sniff --help", ["sniff", "--help"], 0, /headerRows/, /^$/],
  [
    "sniff prints the dialect",
    ["sniff", people],
    0,
    /^\{"encoding":"utf-8","delimiter":",",.*"newline":"\\n","headerRow":1,.*"columns":2,"confidence":\{.*\}\}\n$/,
    /^$/,
  ],
  [
    "pages --verbose prints it too",
    ["pages", good, "--verbose"],
    0,
    /^\{"template"/,
    /^\{"encoding":"utf-8"/,
  ],
  ["sniff without a file", ["sniff", "none.csv"], 1, /^$/, /none\.csv/],
  ["an unknown command", ["print"], 2, /^$/, /There is no command "print"/],
  ["no FILE", ["pages"], 2, /^$/, /A FILE is missing/],
  ["two FILEs", ["pages", good, people], 2, /^$/, /One FILE at a time/],
  ["an unknown option", ["pages", good, "--colour", "red"], 2, /^$/, /Unknown option '--colour'/],
  [
    "a chunk size of none",
    ["pages", good, "--chunk-size", "0"],
    2,
    /^$/,
    /--chunk-size must be a whole number, at least 1/,
  ],
  [
    "a header row that is no number",
    ["pages", good, "--header-row", "x"],
    2,
    /^$/,
    /--header-row must be a whole number/,
  ],
  [
    "a delimiter of nine characters",
    ["pages", good, "--delimiter", ":::::::::"],
    2,
    /^$/,
    /delimiter must be one to eight bytes/,
  ],
  [
    "an unknown encoding",
    ["pages", good, "--encoding", "ebcdic"],
    2,
    /^$/,
    /encoding must be an encoding .*not "ebcdic"/,
  ],
  ["a FILE that isn't there", ["pages", join(folder, "none.csv")], 1, /^$/, /none\.csv can't be read/],
  ["an empty FILE", ["pages", file("empty.csv", "")], 1, /^$/, /The file is empty/],
  ["a workbook", ["pages", file("book.csv", "PK\u0003\u0004")], 1, /^$/, /Save it as CSV/],
  ["check without a template", ["check", good], 2, /^$/, /--template is missing/],
  [
    "a template that isn't there",
    ["check", good, "--template", join(folder, "no.json")],
    2,
    /^$/,
    /no\.json can't be read/,
  ],
  [
    "a wrong template says every fault",
    ["check", good, "--template", wrong],
    2,
    /^$/,
    /columns\[0\]\.colour: .*columns\[0\]\.min: /,
  ],
  ["send without --to", ["send", good], 2, /^$/, /--to must be an http or https URL/],
  [
    "send to no URL",
    ["send", good, "--to", "file:///etc/passwd"],
    2,
    /^$/,
    /--to must be an http or https URL/,
  ],
  [
    "send to nobody",
    ["send", good, "--to", "http://127.0.0.1:9/", "--auth-header-name", "X"],
    2,
    /^$/,
    /authHeaderValue must be given/,
  ],
  [
    "send a blocked file",
    ["send", people, "--to", "http://127.0.0.1:9/", "--template", template],
    1,
    /^$/,
    /1 error in 1 row/,
  ],
]) {
  test(`${name}: exit ${code}`, async () => {
    const ran = await run(...args);
    assert.equal(ran.code, code, ran.err);
    assert.match(ran.out, out);
    assert.match(ran.err, err);
    assert.ok(!/\n {4}at /.test(ran.err), "a stack trace is no sentence");
  });
}

test("pages prints one body a line, with issues or not", async () => {
  const { code, out } = await run(
    "pages",
    people,
    "--template",
    template,
    "--chunk-size",
    "1",
    "--upload-id",
    "u",
    "--extra",
    "[1]",
  );
  assert.equal(code, 0);
  assert.deepEqual(out.split("\n"), [
    '{"template":"people","uploadId":"u","data":[{"name":"Ada","age":36}],"totalRecords":2,"totalPages":2,"page":1,"pageSize":1,"extra":[1]}',
    '{"template":"people","uploadId":"u","data":[{"name":"Bob","age":"x"}],"totalRecords":2,"totalPages":2,"page":2,"pageSize":1,"extra":[1]}',
    "",
  ]);
});

test("extra that is no JSON is a string", async () => {
  assert.match((await run("pages", good, "--extra", "order 7")).out, /"extra":"order 7"}/);
});

test("check prints issues and a summary, and exits 1 for errors", async () => {
  const { code, out } = await run("check", people, "--template", template);
  assert.equal(code, 1);
  assert.deepEqual(out.split("\n"), [
    '{"row":2,"line":3,"column":"age","code":"not-integer","severity":"error","value":"x"}',
    '{"records":2,"errors":1,"warnings":0,"byCode":{"not-integer":1}}',
    "",
  ]);
  assert.equal((await run("check", good, "--template", template)).code, 0);
});

test("check tells lines that are no records, and they are no errors", async () => {
  const gaps = file("gaps.csv", "name,age\nAda,36\n\n");
  const { code, out } = await run("check", gaps, "--template", template);
  assert.equal(code, 0);
  assert.deepEqual(out.split("\n"), [
    '{"row":null,"line":3,"column":null,"code":"blank-line","severity":"info","value":"","lines":1}',
    '{"records":1,"errors":0,"warnings":0,"byCode":{"blank-line":1}}',
    "",
  ]);
});

test("a closed pipe ends it quietly", async () => {
  const long = file("long.csv", `n\n${"1234567890\n".repeat(200_000)}`);
  const child = spawn(process.execPath, [cli, "pages", long]);
  const err = child.stderr.setEncoding("utf8").toArray();
  child.stdout.once("data", () => child.stdout.destroy());
  const [code] = await once(child, "close");
  assert.deepEqual([code, (await err).join("")], [0, ""]);
});

test("send writes what it has skipped to a file", async () => {
  const server = createServer((request, response) => request.resume().on("end", () => response.end()));
  await once(server.listen(0), "listening");
  const skips = file("skips.json", JSON.stringify({ code: "people", columns, onInvalid: "skip" }));
  const skipped = join(folder, "skipped.csv");
  const to = ["--to", `http://127.0.0.1:${server.address().port}/`];
  const { code, err } = await run("send", people, ...to, "--template", skips, "--skipped", skipped);
  server.close();
  assert.equal(code, 0);
  assert.match(err, /Sent 1 records in 1 pages.*\nSkipped 1 invalid records/);
  assert.equal(
    readFileSync(skipped, "utf8"),
    "name,age,reasons\r\nBob,x,age: This is not a whole number.\r\n",
  );
});

test("send delivers, with retries, and says so on stderr", async () => {
  const seen = [];
  const server = createServer(async (request, response) => {
    const body = JSON.parse(Buffer.concat(await request.toArray()).toString());
    seen.push([request.headers["idempotency-key"], request.headers["x-key"], body.data.length]);
    response.writeHead(seen.length === 1 ? 503 : 200, { "Retry-After": "0" }).end();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const url = `http://127.0.0.1:${server.address().port}/`;
  const auth = ["--auth-header-name", "X-Key", "--auth-header-value", "secret"];
  const { code, out, err } = await run("send", good, "--to", url, "--upload-id", "u", ...auth);
  server.close();
  assert.deepEqual(seen, [
    ["u_1", "secret", 1],
    ["u_1", "secret", 1],
  ]);
  assert.deepEqual([code, out], [0, ""]);
  assert.match(err, /attempt 2\nSent 1 records in 1 pages as upload u\.\n$/);
});
