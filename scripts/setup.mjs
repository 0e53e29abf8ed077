// Makes ready what the other scripts need; a step that is done already takes no time and says nothing.
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { browserStep, browsers, webkitMissing } from "./setup/browsers.mjs";
import { packages } from "./setup/packages.mjs";
import { runMain, step } from "./setup/progress.mjs";
import { Failure } from "./setup/run.mjs";
import { checkVersions, wasmTarget } from "./setup/rust.mjs";
import { sample, samplePath } from "./setup/sample.mjs";
import { removeCompileCache, toolEnv, toolStep } from "./setup/tools.mjs";

export { browsers, samplePath, toolEnv, webkitMissing };

/** Sets up packages, Rust's wasm32 target and the tools; the sample and the browsers where they are asked for. */
export async function setup({ withSample = false, withBrowsers = false } = {}) {
  checkVersions();
  const tools = ["wasmBindgen", "wasmPack", ...(withBrowsers ? ["geckodriver"] : [])].map(toolStep);
  // Waiting for one server and compiling for another step go well together.
  await Promise.all([
    ensureTools(tools),
    ensure(wasmTarget),
    ensure(packages).then(() => withBrowsers && ensure(browserStep)),
    withSample && ensure(sample),
  ]);
}

async function ensureTools(tools) {
  if (tools.every(({ done }) => done())) return;
  // One after another: each keeps all cores busy, and the later ones find the earlier ones' dependencies compiled.
  for (const tool of tools) await ensure(tool);
  removeCompileCache();
}

async function ensure({ name, about, done, work, advice }) {
  if (done()) return;
  await step(name, { about }, async (onLine) => {
    try {
      await work(onLine);
    } catch (error) {
      throw new Failure(`${error.message}\n${advice}`, error.output);
    }
    if (!done()) throw new Failure(`${name}: it ran, and yet it is not there.\n${advice}`);
  });
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  await runMain(() => setup({ withSample: true, withBrowsers: argv.includes("--browsers") }));
}
