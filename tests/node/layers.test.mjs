// The design is a pipeline: a module imports only those before it. This reads the imports and says which do not.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const root = new URL("../../", import.meta.url);
const read = (path) => readFileSync(new URL(path, root), "utf8");
const files = (folder, ending) =>
  readdirSync(new URL(folder, root), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => `${entry.parentPath ?? entry.path}/${entry.name}`.slice(root.pathname.length));

/** The modules that a Rust file declares, in their order, and the folder that they lie in. */
function declared(file) {
  const names = [...read(file).matchAll(/^(?:pub(?:\(\w+\))? )?mod (\w+);/gm)].map(([, name]) => name);
  const folder = file.replace(/\/?(mod|lib)?\.rs$/, "");
  return { folder, names };
}

/** The paths below `prefix` that a Rust file names, of which the first part counts: also those in braces. */
function imported(text, prefix) {
  const names = new Set();
  for (const [, braced, name] of text.matchAll(new RegExp(`\\b${prefix}::(?:\\{([^;]*?)\\};|(\\w+))`, "g"))) {
    const parts = braced === undefined ? [name] : braced.split(/,(?![^{]*\})/);
    for (const part of parts) names.add(part.trim().split("::")[0]);
  }
  return names;
}

test("a Rust module imports only modules that are declared before it", () => {
  const upward = [];
  for (const file of files("src", ".rs")) {
    const { folder, names } = declared(file);
    if (names.length === 0) continue;
    const path = folder.split("/").slice(1);
    for (const [at, name] of names.entries()) {
      const own = [`${folder}/${name}.rs`, `${folder}/${name}/mod.rs`].find((path) =>
        existsSync(new URL(path, root)),
      );
      const text = read(own).replace(/#\[cfg\(test\)\][\s\S]*$/, "");
      const later = new Set(names.slice(at + 1));
      const absolute = imported(text, ["crate", ...path].join("::"));
      const relative = path.length > 0 ? imported(text, "super") : [];
      for (const other of [...absolute, ...relative]) {
        if (later.has(other)) upward.push(`${own} imports ${other}`);
      }
    }
    // Files deeper down name what lies beside their folders by the whole path.
    for (const deeper of files(folder, ".rs")) {
      const [, name] = deeper.slice(folder.length).match(/^\/(\w+)/) ?? [];
      const at = names.indexOf(name);
      if (at < 0) continue;
      const text = read(deeper).replace(/#\[cfg\(test\)\][\s\S]*$/, "");
      for (const other of imported(text, ["crate", ...path].join("::"))) {
        if (names.indexOf(other) > at) upward.push(`${deeper} imports ${other}`);
      }
    }
  }
  assert.deepEqual([...new Set(upward)], []);
});

test("only src/wasm knows JavaScript", () => {
  const others = files("src", ".rs").filter((file) => !file.startsWith("src/wasm/"));
  const knowing = others.filter((file) => /\b(wasm_bindgen|js_sys|web_sys|gloo_net)\b/.test(read(file)));
  assert.deepEqual(knowing, []);
});

/** The folders and files of js/, each of which imports only from itself and those before it. The relay stands alone. */
const LAYERS = [
  "api",
  "driver",
  "worker",
  "schema",
  "node.ts",
  "widget",
  "embed.ts",
  "react.tsx",
  "cli",
  "relay",
  "shims.d.ts",
];

/** The files that a TypeScript file imports; of types only, where asked for. */
function imports(file) {
  const found = [];
  for (const [, specifier] of read(file).matchAll(/from "(\.[^"]+)"|import\("(\.[^"]+)"\)/g)) {
    if (!specifier || specifier.includes("/pkg/")) continue;
    const path = new URL(specifier, new URL(file, root)).pathname.slice(root.pathname.length);
    found.push(
      [path.replace(/\.js$/, ".ts"), path.replace(/\.js$/, ".tsx")].find((path) =>
        existsSync(new URL(path, root)),
      ),
    );
  }
  return found;
}

const scripts = [...files("js", ".ts"), ...files("js", ".tsx")];

test("a TypeScript module imports only from its own layer or one before, and the relay only itself", () => {
  const layer = (file) => LAYERS.indexOf(file.split("/")[1]);
  const upward = [];
  for (const file of scripts) {
    assert.notEqual(layer(file), -1, `${file} is in no layer: name it in LAYERS`);
    for (const target of imports(file)) {
      const isForeign = file.startsWith("js/relay/") !== target.startsWith("js/relay/");
      if (layer(target) > layer(file) || isForeign) upward.push(`${file} imports ${target}`);
    }
  }
  assert.deepEqual(upward, []);
});

test("no TypeScript modules import each other in a circle", () => {
  const [done, path] = [new Set(), []];
  const visit = (file) => {
    assert.ok(!path.includes(file), [...path.slice(path.indexOf(file)), file].join(" → "));
    if (done.has(file)) return;
    path.push(file);
    imports(file).forEach(visit);
    path.pop();
    done.add(file);
  };
  scripts.forEach(visit);
});
