// Takes a command; gives what it printed, or an error that holds it. No child outlives this process.
import { spawn, spawnSync } from "node:child_process";
import { constants } from "node:os";
import { root } from "./paths.mjs";

const children = new Set();

function stopChildren() {
  for (const child of children) kill(child, "SIGTERM");
}

function kill(child, signal) {
  try {
    // Each child leads a process group, so that this reaches what it has started as well.
    process.kill(-child.pid, signal);
  } catch {
    // It has ended already.
  }
}

process.on("exit", stopChildren);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => process.exit(128 + constants.signals[signal]));
}

/** A failure told to a person: a sentence, and what the command that failed had printed. */
export class Failure extends Error {
  constructor(message, output = "") {
    super(message);
    this.output = output;
  }
}

/**
 * Runs a command without standard input and resolves to its standard output.
 * `seconds` limits its time, `onLine` sees each line it prints, `echo` passes its output on as it comes.
 */
export function run(command, args, { cwd = root, env = process.env, seconds, onLine, echo = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    children.add(child);
    let [stdout, output, late] = ["", "", false];
    const timer =
      seconds &&
      setTimeout(() => {
        late = true;
        kill(child, "SIGKILL");
      }, seconds * 1000);

    for (const stream of [child.stdout, child.stderr]) {
      let rest = "";
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
        if (stream === child.stdout) stdout += text;
        if (echo) process.stdout.write(text);
        const lines = (rest + text).split(/[\r\n]+/);
        rest = lines.pop();
        if (onLine) for (const line of lines) if (line.trim()) onLine(line.trim());
      });
    }

    const end = (reason) => {
      clearTimeout(timer);
      children.delete(child);
      if (reason) reject(new Failure(`\`${[command, ...args].join(" ")}\` ${reason}`, output));
      else resolve(stdout);
    };
    child.on("error", (error) => end(`can't be started: ${error.message}`));
    child.on("close", (code, signal) => {
      if (late) end(`did not end within ${seconds} s`);
      else end(code === 0 ? undefined : signal ? `was ended by ${signal}` : `ended with code ${code}`);
    });
  });
}

/** What a quick command prints, trimmed; undefined when it is absent or fails. */
export function ask(command, args, env = process.env) {
  const { status, stdout } = spawnSync(command, args, { cwd: root, env, encoding: "utf8", timeout: 20_000 });
  return status === 0 ? stdout.trim() : undefined;
}
