// Builds pkg/ from src/ and js/: the engine by wasm-pack, the modules by esbuild, their types by tsc.
import { rmSync } from "node:fs";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { bundles, ENTRIES } from "./build/bundles.mjs";
import { ifChanged } from "./build/changed.mjs";
import { inRoot } from "./setup/paths.mjs";
import { runMain } from "./setup/progress.mjs";
import { run } from "./setup/run.mjs";
import { setup, toolEnv } from "./setup.mjs";

const RUST = ["src", "Cargo.toml", "Cargo.lock", ".cargo"];
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

/** pkg/engine: the WebAssembly module, its loader and its types. */
export function buildEngine() {
  const outputs = ["sheethook_bg.wasm", "sheethook.js", "sheethook.d.ts"].map((file) => `pkg/engine/${file}`);
  return ifChanged(
    { name: "The engine, by wasm-pack", about: "about a minute", inputs: RUST, outputs },
    async (onLine) => {
      const args =
        "build --mode no-install --target web --release --no-pack --out-name sheethook --out-dir pkg/engine";
      await run("wasm-pack", args.split(" "), { env: toolEnv(), onLine });
      // It says to ignore everything here, and then npm would publish nothing of it.
      rmSync(inRoot("pkg/engine/.gitignore"), { force: true });
    },
  );
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  await runMain(async () => {
    await setup();
    await build();
  });
}
