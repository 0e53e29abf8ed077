// target/engine, as wasm-pack makes it, in; pkg/engine out, with the engine as two WebAssembly modules: the first has what
// usual imports run, the second all else. See split/ for how, usual/ for what is usual.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { inRoot } from "../setup/paths.mjs";
import { run } from "../setup/run.mjs";
import { toolEnv } from "../setup.mjs";
import { halves } from "./split/halves.mjs";
import { LOAD, shortenNames, withLoad, withLoadType } from "./split/loader.mjs";
import { instrumented, neverEntered } from "./split/profile.mjs";
import { snip } from "./split/snip.mjs";
import { parse, print } from "./split/wat.mjs";

const FEATURES = [
  "simd",
  "bulk-memory",
  "bulk-memory-opt",
  "nontrapping-float-to-int",
  "sign-ext",
  "mutable-globals",
  "reference-types",
  "multivalue",
].map((feature) => `--enable-${feature}`);

/** Functions that are called from one place stay functions: browsers compile each by itself, the small and hot ones sooner. */
const OPTIMISE = ["-O3", "--one-caller-inline-max-function-size=40"];

const built = (name) => inRoot("target/engine", name);
const published = (name) => inRoot("pkg/engine", name);
const WHOLE = built("whole.wat");
const ENTERED = built("entered.json");

/** The engine optimised as a whole, with names, as text. */
export async function optimise(onLine) {
  await wasmDis(built("sheethook_bg.wasm"), built("raw.wat"), onLine);
  writeFileSync(built("raw.wat"), print(snip(read(built("raw.wat")))));
  await wasmOpt([...OPTIMISE, "-g"], built("raw.wat"), built("whole.wasm"), onLine);
  await wasmDis(built("whole.wasm"), WHOLE, onLine);
}

/** Runs the usual imports, and writes which functions of the engine they enter. */
export async function profile(onLine) {
  const folder = inRoot("target/engine/usual");
  mkdirSync(`${folder}/engine`, { recursive: true });
  writeFileSync(built("instrumented.wat"), print(instrumented(read(WHOLE))));
  await wasmOpt([], built("instrumented.wat"), `${folder}/engine/sheethook_bg.wasm`, onLine);
  writeFileSync(`${folder}/sheethook.js`, withLoad(readFileSync(built("sheethook.js"), "utf8")));
  const { build } = await import("esbuild");
  await build({
    entryPoints: [inRoot("scripts/build/usual/run.mjs")],
    outfile: `${folder}/run.mjs`,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "silent",
    plugins: [
      {
        name: "instrumented",
        setup: ({ onResolve }) =>
          onResolve({ filter: /pkg\/engine\/sheethook\.js$/ }, () => ({ path: `${folder}/sheethook.js` })),
      },
    ],
  });
  writeFileSync(
    `${folder}/main.mjs`,
    `import { writeFileSync } from "node:fs";
import { marks } from ${JSON.stringify(pathToFileURL(inRoot("scripts/build/split/profile.mjs")))};
import { runUsual } from "./run.mjs";
writeFileSync(process.argv[2], JSON.stringify(marks(await runUsual())));\n`,
  );
  await run(process.execPath, [`${folder}/main.mjs`, ENTERED], { onLine });
}

/** Writes both modules, and the loader that knows of them. */
export async function split(onLine) {
  mkdirSync(inRoot("pkg/engine"), { recursive: true });
  const long = withLoad(readFileSync(built("sheethook.js"), "utf8"));
  const { module: whole, loader } = shortenNames(read(WHOLE), long);
  const cold = neverEntered(whole, JSON.parse(readFileSync(ENTERED, "utf8")));
  const { first, second } = halves(whole, cold, LOAD);
  for (const [name, module] of Object.entries({ sheethook: first, rest: second })) {
    writeFileSync(built(`${name}.wat`), print(module));
    await wasmOpt(OPTIMISE, built(`${name}.wat`), published(`${name}_bg.wasm`), onLine);
  }
  writeFileSync(published("sheethook.js"), loader);
  const types = "sheethook.d.ts";
  writeFileSync(published(types), withLoadType(readFileSync(built(types), "utf8")));
}

function read(path) {
  return parse(readFileSync(path, "utf8"));
}

function wasmDis(from, to, onLine) {
  return run("wasm-dis", [...FEATURES, from, "-o", to], { env: toolEnv(), onLine });
}

function wasmOpt(options, from, to, onLine) {
  return run("wasm-opt", [...options, ...FEATURES, from, "-o", to], { env: toolEnv(), onLine });
}
