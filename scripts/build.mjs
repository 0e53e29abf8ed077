// Builds pkg/ from src/, pattern/ and js/: the engine and patterns by wasm-pack, the modules by esbuild, their types by tsc.
import { cpSync, rmSync } from "node:fs";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { bundles, ENTRIES } from "./build/bundles.mjs";
import { ifChanged } from "./build/changed.mjs";
import { optimise, profile, split } from "./build/split.mjs";
import { inRoot } from "./setup/paths.mjs";
import { runMain } from "./setup/progress.mjs";
import { run } from "./setup/run.mjs";
import { setup, toolEnv } from "./setup.mjs";

const CARGO = ["Cargo.toml", "Cargo.lock", ".cargo"];
/** The crates: the folder of each, and the name of what is made of it, in a folder of its own: wasm-pack optimises all that
 * it finds there. What is whole is published as it is. */
const MODULES = [
  {
    step: { name: "Patterns, by wasm-pack", inputs: ["pattern", ...CARGO] },
    crate: "pattern",
    file: "pattern",
    folder: "target/pattern",
    isWhole: true,
  },
  {
    step: { name: "The engine, by wasm-pack", about: "about a minute", inputs: ["src", ...CARGO] },
    crate: ".",
    file: "sheethook",
    folder: "target/engine",
  },
];
const SPLITTING = ["scripts/build/split.mjs", "scripts/build/split"];
/** What takes the engine apart, after it is built. */
const SPLIT = [
  {
    step: {
      name: "The engine, optimised",
      inputs: ["target/engine/sheethook_bg.wasm", ...SPLITTING],
      outputs: ["target/engine/whole.wat"],
    },
    work: optimise,
  },
  {
    step: {
      name: "What usual imports run of it",
      inputs: ["target/engine/whole.wat", "scripts/build/usual", "js/driver", "js/node.ts", ...SPLITTING],
      outputs: ["target/engine/entered.json"],
    },
    work: profile,
  },
  {
    step: {
      name: "The engine, in two modules",
      inputs: ["target/engine/whole.wat", "target/engine/entered.json", ...SPLITTING],
      outputs: ["sheethook_bg.wasm", "rest_bg.wasm", "sheethook.js"].map((name) => `pkg/engine/${name}`),
    },
    work: split,
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
  for (const { step, crate, file, folder, isWhole } of MODULES) {
    const place = isWhole ? "pkg/engine" : folder;
    const outputs = [`${file}_bg.wasm`, `${file}.js`, `${file}.d.ts`].map((name) => `${place}/${name}`);
    await ifChanged({ ...step, outputs }, async (onLine) => {
      const options = "--mode no-install --target web --release --no-pack --out-name";
      const args = ["build", crate, ...options.split(" "), file, "--out-dir", inRoot(folder)];
      await run("wasm-pack", args, { env: toolEnv(), onLine });
      // It says to ignore everything here, and then npm would publish nothing of it.
      rmSync(inRoot(folder, ".gitignore"), { force: true });
      if (isWhole) cpSync(inRoot(folder), inRoot("pkg/engine"), { recursive: true });
    });
  }
  for (const { step, work } of SPLIT) await ifChanged(step, work);
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  await runMain(async () => {
    await setup();
    await build();
  });
}
