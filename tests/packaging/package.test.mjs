// What npm would publish, as its users meet it: imported in Node, typed from the README's own examples, bundled by esbuild.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../..", import.meta.url));
const app = mkdtempSync(join(tmpdir(), "sheethook-app-"));
const installed = join(app, "node_modules", "sheethook");
after(() => rmSync(app, { recursive: true }));

before(() => {
  execFileSync("npm", ["pack", "--silent", "--pack-destination", app], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });
  mkdirSync(installed, { recursive: true });
  const archive = readdirSync(app).find((file) => file.endsWith(".tgz"));
  execFileSync("tar", ["-xzf", archive, "-C", installed, "--strip-components=1"], { cwd: app });
  for (const name of ["react", "react-dom", "@types"])
    symlinkSync(join(root, "node_modules", name), join(app, "node_modules", name));
  writeFileSync(join(app, "package.json"), '{"type": "module"}');
});

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

test("every entry point's module and types are in the package", () => {
  for (const [name, entry] of Object.entries(manifest.exports)) {
    for (const path of typeof entry === "string" ? [entry] : Object.values(entry)) {
      assert.ok(existsSync(join(installed, path)), `${name}: ${path}`);
    }
  }
  for (const module of ["sheethook", "pattern"]) {
    assert.ok(existsSync(join(installed, `pkg/engine/${module}_bg.wasm`)), module);
  }
  assert.ok(existsSync(join(installed, "LICENSE")));
});

test("it has no dependencies to install", () => assert.equal(manifest.dependencies, undefined));

test("Node imports the entries that are for it, and reads a file", () => {
  writeFileSync(join(app, "people.csv"), "name\nAda\n");
  writeFileSync(
    join(app, "node.mjs"),
    `import { openSheet } from "sheethook/node";
     import { createRelay } from "sheethook/relay";
     import { fromTableSchema } from "sheethook/schema";
     const fields = [{ name: "name", type: "string", constraints: { pattern: "[A-Z].*" } }];
     const { template } = fromTableSchema({ fields }, { code: "t" });
     const sheet = await openSheet("people.csv", { template });
     const relay = createRelay({ templates: { t: { url: "https://hook.example/" } }, allowedOrigins: [] });
     console.log((await sheet.check()).records, (await relay(new Request("http://localhost/", { method: "PUT" }))).status);`,
  );
  assert.equal(execFileSync(process.execPath, ["node.mjs"], { cwd: app, encoding: "utf8" }), "1 405\n");
});

test("a server can import the React entry", () => {
  writeFileSync(
    join(app, "server.mjs"),
    `import { createElement } from "react";
     import { renderToString } from "react-dom/server";
     import { defineTemplate, ImportButton } from "sheethook/react";
     const template = defineTemplate({ code: "t", columns: [{ key: "a" }] });
     console.log(renderToString(createElement(ImportButton, { template }, "Import")).includes("Import"));`,
  );
  assert.equal(execFileSync(process.execPath, ["server.mjs"], { cwd: app, encoding: "utf8" }), "true\n");
});

test("the command runs from the package", () => {
  const out = execFileSync(
    process.execPath,
    [join(installed, manifest.bin.sheethook), "pages", "people.csv"],
    { cwd: app, encoding: "utf8" },
  );
  assert.equal(JSON.parse(out).data[0].name, "Ada");
});

test("the README's examples are right by the package's types", () => {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const examples = [...readme.matchAll(/^ *```(tsx?)\n([\s\S]*?)^ *```/gm)];
  assert.ok(examples.length >= 3, "the README has lost its examples");
  for (const [at, [, , code]] of examples.entries()) writeFileSync(join(app, `readme-${at}.tsx`), code);
  const options = {
    strict: true,
    noEmit: true,
    module: "nodenext",
    target: "es2022",
    jsx: "react-jsx",
    types: ["node"],
    skipLibCheck: false,
    lib: ["es2023", "dom", "dom.iterable", "dom.asynciterable"],
  };
  writeFileSync(
    join(app, "tsconfig.json"),
    JSON.stringify({ compilerOptions: options, include: ["readme-*.tsx"] }),
  );
  const tsc = join(root, "node_modules/.bin/tsc");
  try {
    execFileSync(tsc, ["-p", "."], { cwd: app, encoding: "utf8" });
  } catch (error) {
    assert.fail(error.stdout);
  }
});

test("a bundler takes the client, with its worker and engine left as files beside it", async () => {
  writeFileSync(
    join(app, "browser.js"),
    'import { openSheet } from "sheethook"; import "sheethook/element"; globalThis.openSheet = openSheet;',
  );
  const { outputFiles } = await build({
    absWorkingDir: app,
    entryPoints: ["browser.js"],
    bundle: true,
    format: "esm",
    write: false,
  });
  assert.match(outputFiles[0].text, /new URL\("\.\/worker\.js", ?import\.meta\.url\)/);
});
