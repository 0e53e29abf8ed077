// The design is a pipeline: a module imports only those before it. This reads the imports and says which do not.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const root = new URL("../", import.meta.url);
const read = (path) => readFileSync(new URL(path, root), "utf8");
const files = (folder, ending) =>
  readdirSync(new URL(folder, root), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => `${entry.parentPath ?? entry.path}/${entry.name}`.slice(root.pathname.length));

test("a Rust module imports only modules that stand before it in src/lib.rs", () => {
  const order = [...read("src/lib.rs").matchAll(/^(?:pub )?mod (\w+);/gm)].map(([, name]) => name);
  assert.ok(order.length > 10);
  const upward = [];
  for (const file of files("src", ".rs")) {
    const own = file.match(/^src\/(\w+)/)[1];
    if (own === "lib") continue;
    for (const [, imported] of read(file).matchAll(/crate::(\w+)/g)) {
      if (order.indexOf(imported) > order.indexOf(own)) upward.push(`${file} imports ${imported}`);
    }
  }
  assert.deepEqual(upward, []);
});

test("only the bindings know JavaScript", () => {
  const others = files("src", ".rs").filter((file) => !file.startsWith("src/bindings/"));
  const knowing = others.filter((file) => /\b(wasm_bindgen|js_sys|web_sys|gloo_net)\b/.test(read(file)));
  assert.deepEqual(knowing, []);
});

/** From the ground up: what a file is part of is the first that matches. */
const FLOORS = [
  /^js\/(engine|pattern|rest|page|page-pool|byte-stream|calls|mends|strings\/en|error|define-template|api|recipe|recipe-store)\.ts$/,
  /^js\/driver\//,
  /^js\/schema\//,
  /^js\/(public|helper|worker|client|node)\.ts$/,
  /^js\/element\//,
  /^js\/(react\.tsx|embed\.ts|shims\.d\.ts)$/,
  /^js\/cli\//,
  /^js\/relay\//,
];

test("a TypeScript module imports only from its own floor or one below, and the relay only itself", () => {
  const floor = (file) => FLOORS.findIndex((pattern) => pattern.test(file));
  const upward = [];
  for (const file of [...files("js", ".ts"), ...files("js", ".tsx")]) {
    assert.notEqual(floor(file), -1, `${file} is on no floor: name it in FLOORS`);
    for (const [, specifier] of read(file).matchAll(/from "(\.[^"]+)"|import\("(\.[^"]+)"\)/g)) {
      if (!specifier || specifier.includes("/pkg/")) continue;
      const target = new URL(specifier, new URL(file, root)).pathname
        .slice(root.pathname.length)
        .replace(/\.js$/, ".ts");
      const below = floor(target) === -1 ? floor(`${target}x`) : floor(target);
      const foreign = /^js\/relay\//.test(file) !== /^js\/relay\//.test(target);
      if (below > floor(file) || foreign) upward.push(`${file} imports ${specifier}`);
    }
  }
  assert.deepEqual(upward, []);
});
