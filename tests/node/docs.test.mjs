// The documents' links, and their examples: each block of JavaScript marked `runnable` runs in Node with the built package, and prints what
// its `// →` comments say. One marked `runnable later` is left out while the engine doesn't take it yet.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { openSheet } from "../../pkg/node.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const docs = join(root, "docs");
// Inside the package, so that examples import it by its own name.
mkdirSync(join(root, "target"), { recursive: true });
const folder = mkdtempSync(join(root, "target", "docs-"));
after(() => rmSync(folder, { recursive: true }));

/** What a document's first block that isn't run defines is there for all those after it. */
function preludeOf(text) {
  return text.match(/^```js\n(import [\s\S]*?)^```$/m)?.[1] ?? "";
}

/** Whether the engine has the fields of a template that came last. */
const columns = [{ key: "a", type: "email", level: "warning", message: "m" }];
const all = await openSheet(new Blob(["a\n"]), { template: { code: "t", columns, unmatched: "keep" } }).then(
  (sheet) => sheet.close().then(() => true),
  () => false,
);

const blocks = readdirSync(docs)
  .filter((file) => file.endsWith(".md"))
  .flatMap((file) => {
    const text = readFileSync(join(docs, file), "utf8");
    return [...text.matchAll(/^```js runnable( later)?\n([\s\S]*?)^```$/gm)].map((match) => ({
      place: `docs/${file}:${text.slice(0, match.index).split("\n").length}`,
      later: match[1] !== undefined,
      code: match[2].includes("import ") ? match[2] : `${preludeOf(text)}${match[2]}`,
    }));
  });

/** A heading as the link to it has it. */
const anchor = (heading) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");

test("links within the documents lead somewhere", () => {
  const broken = [];
  const inDocs = readdirSync(docs, { recursive: true }).map((file) => `docs/${file}`);
  const files = ["README.md", "ARCHITECTURE.md", ...inDocs];
  for (const file of files.filter((name) => name.endsWith(".md"))) {
    const text = readFileSync(join(root, file), "utf8").replace(/^```[\s\S]*?^```$/gm, "");
    for (const [, link] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(link)) continue;
      const [path, heading] = link.split("#");
      const target = path === "" ? join(root, file) : join(root, dirname(file), path);
      const headings = () =>
        [...readFileSync(target, "utf8").matchAll(/^#+ (.*)$/gm)].map(([, words]) => anchor(words));
      if (!existsSync(target) || (heading && !headings().includes(heading))) broken.push(`${file}: ${link}`);
    }
  }
  assert.deepEqual(broken, []);
});

test("every code of an issue is told, with its parameters", () => {
  const source = readFileSync(join(root, "src", "issue.rs"), "utf8");
  const told = readFileSync(join(docs, "issues.md"), "utf8").split("\n");
  const body = source.match(/pub enum Code \{([\s\S]*?)^\}/m)[1];
  const codes = [...body.matchAll(/^ {4}(\w+)(?:,| \{\n([\s\S]*?)^ {4}\})/gm)];
  assert.ok(codes.length > 20);
  const camel = (name) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
  const missing = codes.flatMap(([, name, fields = ""]) => {
    const code = name.replace(/\B[A-Z]/g, "-$&").toLowerCase();
    const line = told.find((line) => line.startsWith("|") && line.split("|")[1].includes(`\`${code}\``));
    if (!line) return [code];
    const names = [...fields.matchAll(/^ {8}(\w+):/gm)].map(([, field]) => camel(field));
    return names.filter((field) => !line.includes(`\`${field}\``)).map((field) => `${code}: ${field}`);
  });
  assert.deepEqual(missing, []);
});

test("there are examples", () => assert.ok(blocks.length >= 10, `only ${blocks.length}`));

for (const { place, later, code } of blocks) {
  test(place, { skip: later && !all && "the engine doesn't take it yet" }, () => {
    const expected = [...code.matchAll(/\/\/ → ?(.*)$/gm)].map(([, line]) => line);
    assert.ok(expected.length > 0, "it doesn't say what it prints");
    const path = join(folder, `${place.replace(/\W+/g, "-")}.mjs`);
    writeFileSync(path, code);
    const { status, stdout, stderr } = spawnSync(process.execPath, [path], { encoding: "utf8", cwd: folder });
    // Node shows the line that threw, and the package's lines are long.
    const short = stderr
      .split("\n")
      .map((line) => line.slice(0, 200))
      .slice(-20)
      .join("\n");
    assert.equal(status, 0, short);
    assert.deepEqual(stdout.trimEnd().split("\n"), expected);
  });
}
