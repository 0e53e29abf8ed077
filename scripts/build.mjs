// Builds pkg/ from src/, pattern/ and js/: the engine and patterns by wasm-pack, the modules by esbuild, their types by tsc.
import { cpSync, rmSync } from "node:fs";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { bundles, ENTRIES } from "./build/bundles.mjs";
import { ifChanged } from "./build/changed.mjs";
import { inRoot } from "./setup/paths.mjs";
import { runMain } from "./setup/progress.mjs";
import { run } from "./setup/run.mjs";
import { setup, toolEnv } from "./setup.mjs";

const CARGO = ["Cargo.toml", "Cargo.lock", ".cargo"];
/** The crates: the folder of each, and the name of what is made of it. Each is built in a folder of its own, as wasm-pack
 * optimises all WebAssembly that it finds there. */
const MODULES = [
  {
    step: { name: "Patterns, by wasm-pack", inputs: ["pattern", ...CARGO] },
    crate: "pattern",
    file: "pattern",
  },
  {
    step: { name: "The engine, by wasm-pack", about: "about a minute", inputs: ["src", ...CARGO] },
    crate: ".",
    file: "sheethook",
  },
];
const JS = ["js", "tsconfig.json", "package-lock.json", "scripts/build", "pkg/engine"];

/** Needs the set-up; does what has changed. */
export async function build() {
  await buildEngine();
  const outputs = [...Object.keys(ENTRIES), "embed"].map((name) => `pkg/${name}.js`);
  await ifChanged({ name: "Modules, by esbuild", inputs: JS, outputs }, bundles);
  await ifChanged(
    { name: "Their types, by tsc", inputs: JS, outputs: ["pkg/worker/client.d.ts"] },
    (onLine) => run("tsc", ["--noEmit", "false", "--emitDeclarationOnly"], { env: toolEnv(), onLine }),
  );
}

/** pkg/engine: the WebAssembly modules, their loaders and their types. */
export async function buildEngine() {
  for (const { step, crate, file } of MODULES) {
    const folder = inRoot("target/wasm-pack", file);
    const outputs = [`${file}_bg.wasm`, `${file}.js`, `${file}.d.ts`].map((name) => `pkg/engine/${name}`);
    await ifChanged({ ...step, outputs }, async (onLine) => {
      const options = "--mode no-install --target web --release --no-pack --out-name";
      const args = ["build", crate, ...options.split(" "), file, "--out-dir", folder];
      await run("wasm-pack", args, { env: toolEnv(), onLine });
      // It says to ignore everything here, and then npm would publish nothing of it.
      rmSync(`${folder}/.gitignore`, { force: true });
      cpSync(folder, inRoot("pkg/engine"), { recursive: true });
    });
  }
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  await runMain(async () => {
    await setup();
    await build();
  });
}
