// The fast loop: format, lints, types and native tests, with nothing built that is not needed for them.
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { buildEngine } from "./build.mjs";
import { Report } from "./report.mjs";
import { runMain } from "./setup/progress.mjs";
import { run } from "./setup/run.mjs";
import { setup, toolEnv } from "./setup.mjs";

const CLIPPY = ["clippy", "--all-targets"];
/** The benchmark is native. */
const CLIPPY_WASM = ["clippy", "--lib", "--tests", "--target", "wasm32-unknown-unknown"];
/** A workspace of its own, which nothing else builds. */
const CHECK_FUZZ = ["check", "--manifest-path", "fuzz/Cargo.toml", "--target-dir", "target/fuzz"];
const DENY = ["--", "-D", "warnings"];

/** Format, lints and types; needs the set-up, and pkg/engine for the types. */
export async function lint(report) {
  const env = toolEnv();
  const command = (name, program, ...args) =>
    report.job(name, (onLine) => run(program, args, { env, onLine }));
  // Side by side with cargo's steps, which wait for each other's lock on the target folder.
  await Promise.all([
    (async () => {
      await command("Lints, Rust", "cargo", ...CLIPPY, ...DENY);
      await command("Lints, Rust for wasm32", "cargo", ...CLIPPY_WASM, ...DENY);
      await command("Types, fuzzing", "cargo", ...CHECK_FUZZ);
    })(),
    (async () => {
      await command("Format, Rust", "cargo", "fmt", "--check", "--", "--color=never");
      await command("Format and lints, JavaScript", "biome", "ci", "--colors=off", "--error-on-warnings");
      await command("Types", "tsc", "--noEmit");
    })(),
  ]);
}

/** Rust's native tests, with the examples in its documentation. */
export function testNative(report, { echo }) {
  return report.job("Tests, native", (onLine) => run("cargo", ["test"], { env: toolEnv(), onLine, echo }), {
    echo,
  });
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  await runMain(async () => {
    await setup();
    await buildEngine();
    const report = new Report();
    await lint(report);
    await testNative(report, { echo: false });
    report.end();
  });
}
