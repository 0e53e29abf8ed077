// Makes sure of Rust with its wasm32 target; gives the environment in which cargo and wasm-pack find it.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { aptInstall, canInstall } from "./apt.mjs";
import { inRoot, which } from "./paths.mjs";
import { ask, Failure, run } from "./run.mjs";

const TARGET = "wasm32-unknown-unknown";
/** What wasm-bindgen-cli needs, the most demanding of the tools. */
const OLDEST_RUST = [1, 86];
const OLDEST_NODE = 20;

const debianForced = process.env.SHEETHOOK_SETUP_FORCE_DEBIAN === "1";
const debianEnv = () => ({ ...process.env, RUSTUP_TOOLCHAIN: "debian" });

/** Checks Node and Rust themselves, which people install on their own. */
export function checkVersions() {
  if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE)
    throw new Failure(
      `This is Node ${process.versions.node}. Install Node ${OLDEST_NODE} or newer: https://nodejs.org`,
    );
  const version = ask("rustc", ["--version"]);
  if (!version || !which("cargo"))
    throw new Failure(
      "Rust is missing. Install it from https://rustup.rs, open a new terminal, and try again.",
    );
  const [major, minor] = version
    .match(/(\d+)\.(\d+)/)
    .slice(1)
    .map(Number);
  if (major < OLDEST_RUST[0] || (major === OLDEST_RUST[0] && minor < OLDEST_RUST[1]))
    throw new Failure(
      `This is ${version}. Rust ${OLDEST_RUST.join(".")} or newer is needed: run \`rustup update\`.`,
    );
}

/** What cargo and wasm-pack need beyond the usual environment: nothing, or Debian's Rust and rustup's linker. */
export function rustEnv() {
  if (!debianForced && hasStd(process.env)) return {};
  if (!hasDebianStd()) return {};
  const host = ask("rustc", ["-vV"])?.match(/^host: (.*)$/m)?.[1];
  return {
    RUSTUP_TOOLCHAIN: "debian",
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER: join(
      ask("rustc", ["--print", "sysroot"]) ?? "",
      "lib/rustlib",
      host ?? "",
      "bin/rust-lld",
    ),
  };
}

export const wasmTarget = {
  name: "Rust for wasm32",
  about: "a few seconds; two minutes if it has to be built",
  done: () => (!debianForced && hasStd(process.env)) || hasDebianStd(),
  work: addTarget,
  advice: `Run \`rustup target add ${TARGET}\`, or install that target from where your Rust came from, and try again.`,
};

async function addTarget(onLine) {
  if (!debianForced) {
    try {
      // Where rustup's server is out of reach this hangs.
      await run("rustup", ["target", "add", TARGET], { onLine, seconds: 60 });
      return;
    } catch (error) {
      if (!canUseDebian()) throw error;
      onLine(error.message);
    }
  }
  await installDebianRust(onLine);
  await buildStd(onLine);
}

/** The linker is still rustup's. */
const canUseDebian = () => canInstall() && which("rustup");

async function installDebianRust(onLine) {
  await aptInstall(["rustc-web", "cargo-web", "rust-web-src", "rust-web-clippy", "rustfmt-web"], onLine);
  await run("rustup", ["toolchain", "link", "debian", "/usr"], { onLine });
}

/** Debian has the standard library's source but not its build for wasm32, so this builds it and puts it in place. */
async function buildStd(onLine) {
  const folder = mkdtempSync(join(tmpdir(), "sheethook-std-"));
  try {
    mkdirSync(join(folder, "src"));
    writeFileSync(join(folder, "src/lib.rs"), "");
    writeFileSync(
      join(folder, "Cargo.toml"),
      '[package]\nname = "nothing"\nversion = "0.0.0"\nedition = "2021"\n',
    );
    const env = {
      ...debianEnv(),
      CARGO_TARGET_DIR: join(folder, "target"),
      // Without the bitcode, link-time optimisation of what uses this library fails.
      RUSTFLAGS: "-C embed-bitcode=yes",
      RUSTC_BOOTSTRAP: "1",
    };
    const std = "-Zbuild-std=std,panic_abort,panic_unwind,proc_macro,test";
    await run("cargo", ["build", "--release", "--target", TARGET, std], { cwd: folder, env, onLine });

    const built = join(folder, "target", TARGET, "release/deps");
    const place = libdir(debianEnv());
    const staged = `${place}.new`;
    rmSync(staged, { recursive: true, force: true });
    mkdirSync(staged, { recursive: true });
    for (const file of readdirSync(built))
      if (file.endsWith(".rlib") && !file.startsWith("libnothing-"))
        cpSync(join(built, file), join(staged, file));
    writeFileSync(join(staged, STAMP), ask("rustc", ["-vV"], debianEnv()));
    rmSync(place, { recursive: true, force: true });
    mkdirSync(dirname(place), { recursive: true });
    renameSync(staged, place);
    // What was compiled against another standard library no longer fits.
    rmSync(inRoot("target", TARGET), { recursive: true, force: true });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Names the compiler that built the library: after an upgrade of Debian's Rust it has to be built again. */
const STAMP = "built-by-sheethook";

function hasDebianStd() {
  if (process.platform !== "linux" || !hasStd(debianEnv())) return false;
  const stamp = join(libdir(debianEnv()), STAMP);
  return existsSync(stamp) && readFileSync(stamp, "utf8") === ask("rustc", ["-vV"], debianEnv());
}

const libdir = (env) => ask("rustc", ["--print", "target-libdir", "--target", TARGET], env);

function hasStd(env) {
  const folder = libdir(env);
  return (
    Boolean(folder) &&
    existsSync(folder) &&
    readdirSync(folder).some((file) => /^libstd-.*\.rlib$/.test(file))
  );
}
