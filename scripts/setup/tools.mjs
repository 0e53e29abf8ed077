// Makes sure of the compiled tools (wasm-pack, wasm-bindgen, geckodriver); gives every script's environment.
import { existsSync, readFileSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { cache, inRoot, which } from "./paths.mjs";
import { ask, Failure, run } from "./run.mjs";
import { rustEnv } from "./rust.mjs";

// Their compile time is waited for once and their running time is small: hence no optimisation.
const FAST_PROFILE = {
  CARGO_PROFILE_RELEASE_OPT_LEVEL: "0",
  CARGO_PROFILE_RELEASE_LTO: "off",
  CARGO_PROFILE_RELEASE_CODEGEN_UNITS: "16",
  CARGO_PROFILE_RELEASE_DEBUG: "0",
};

/** The command line tool has to be of the very version that Cargo.lock has of the library. */
function wasmBindgenVersion() {
  const lock = readFileSync(inRoot("Cargo.lock"), "utf8");
  const version = lock.match(/^name = "wasm-bindgen"\nversion = "(.*)"$/m)?.[1];
  if (!version)
    throw new Failure(
      "Cargo.lock names no version of wasm-bindgen. Restore it with: git checkout Cargo.lock",
    );
  return version;
}

const tools = {
  wasmPack: () => ({
    crate: "wasm-pack",
    program: "wasm-pack",
    version: "0.15.1",
    about: "about a minute, once",
  }),
  wasmBindgen: () => ({
    crate: "wasm-bindgen-cli",
    program: "wasm-bindgen",
    version: wasmBindgenVersion(),
    about: "about a minute, once",
  }),
  geckodriver: () => ({
    crate: "geckodriver",
    program: "geckodriver",
    version: "0.37.1",
    anyVersion: true,
    about: "about a minute and a half, once",
  }),
};

const folder = ({ crate, version }) => join(cache, "tools", `${crate}-${version}`);
const inCache = (tool) => join(folder(tool), "bin", tool.program);

/** A tool's step of the set-up. */
export function toolStep(key) {
  const tool = tools[key]();
  return {
    name: `${tool.program} ${tool.version}, compiled`,
    about: tool.about,
    done: () => existsSync(inCache(tool)) || isOnPath(tool),
    work: (onLine) => compile(tool, onLine),
    advice: `Run \`cargo install ${tool.crate} --version ${tool.version}\` to see why, and try again.`,
  };
}

function isOnPath({ program, version, anyVersion }) {
  return which(program) !== undefined && (anyVersion || ask(program, ["--version"])?.includes(` ${version}`));
}

async function compile(tool, onLine) {
  // One folder for all of them: what they have in common is compiled once.
  const target = join(cache, "tools", "target");
  const env = { ...process.env, ...FAST_PROFILE, CARGO_TARGET_DIR: target };
  // Not --locked: a mirror of the registry may lack the newest of what a tool's own lock file names.
  const args = ["install", tool.crate, "--version", tool.version, "--force", "--root", folder(tool)];
  await run("cargo", args, { env, onLine });
}

/** Gives back the space that compiling took. */
export const removeCompileCache = () =>
  rmSync(join(cache, "tools", "target"), { recursive: true, force: true });

/** geckodriver, from PATH or as compiled here. */
export const geckodriver = () => which("geckodriver", inCache(tools.geckodriver()));

/** The environment for every cargo, wasm-pack and npm program: the right Rust, the tools on PATH. */
export function toolEnv() {
  const folders = [tools.wasmPack(), tools.wasmBindgen()]
    .map((tool) => join(folder(tool), "bin"))
    .filter((path) => existsSync(path));
  const path = [inRoot("node_modules/.bin"), ...folders, process.env.PATH].join(delimiter);
  return { ...process.env, ...rustEnv(), PATH: path };
}
