// Builds pkg/ from src/, pattern/ and js/: the engine and patterns by wasm-pack, the modules by esbuild, their types by tsc.
import { rmSync } from "node:fs";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { bundles, ENTRIES } from "./build/bundles.mjs";
import { ifChanged } from "./build/changed.mjs";
import { inRoot } from "./setup/paths.mjs";
import { runMain } from "./setup/progress.mjs";
import { run } from "./setup/run.mjs";
import { setup, toolEnv } from "./setup.mjs";

const CARGO = ["Cargo.toml", "Cargo.lock", ".cargo"];
/** The WebAssembly modules: the crate's folder, and the name of what is made of it. */
const MODULES = [
  {
    step: { name: "The engine, by wasm-pack", about: "about a minute", inputs: ["src", ...CARGO] },
    crate: ".",
    file: "sheethook",
  },
  {
    step: { name: "Patterns, by wasm-pack", inputs: ["pattern", ...CARGO] },
    crate: "pattern",
    file: "pattern",
  },
];
const JS = ["js", "tsconfig.json", "package-lock.json", "scripts/build", "pkg/engine"];

/** Needs the set-up; does what has changed. */
export async function build() {
  await buildEngine();
  const outputs = [...Object.keys(ENTRIES), "embed"].map((name) => `pkg/${name}.js`);
  await ifChanged({ name: "Modules, by esbuild", inputs: JS, outputs }, bundles);
  await ifChanged({ name: "Their types, by tsc", inputs: JS, outputs: ["pkg/client.d.ts"] }, (onLine) =>
    run("tsc", ["--noEmit", "false", "--emitDeclarationOnly"], { env: toolEnv(), onLine }),
  );
}

/** pkg/engine: the WebAssembly modules, their loaders and their types. */
export async function buildEngine() {
  for (const { step, crate, file } of MODULES) {
    const outputs = [`${file}_bg.wasm`, `${file}.js`, `${file}.d.ts`].map((name) => `pkg/engine/${name}`);
    await ifChanged({ ...step, outputs }, async (onLine) => {
      const options = "--mode no-install --target web --release --no-pack --out-name";
      const args = ["build", crate, ...options.split(" "), file, "--out-dir", inRoot("pkg/engine")];
      await run("wasm-pack", args, { env: toolEnv(), onLine });
      // It says to ignore everything here, and then npm would publish nothing of it.
      rmSync(inRoot("pkg/engine/.gitignore"), { force: true });
    });
  }
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  await runMain(async () => {
    await setup();
    await build();
  });
}
