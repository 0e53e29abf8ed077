// Takes steps of work; prints what each does, a sign of life while it runs, and its time.
import { Failure } from "./run.mjs";

const live = process.stdout.isTTY && !process.env.CI;
const running = new Set();
const columns = () => process.stdout.columns || 100;
const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** Prints a line above the live one. */
export function say(line) {
  process.stdout.write(`${live && running.size ? "\r\x1b[2K" : ""}${line}\n`);
}

/**
 * Announces the step, runs `work(onLine)`, and prints its time; `about` says how long it may take.
 * While it works, a heartbeat shows the last line that the work handed to `onLine`.
 */
export async function step(name, { about, announce = true, heartbeat = true }, work) {
  const state = { name, since: performance.now(), last: "" };
  if (announce) say(`→ ${name}${about ? ` (${about})` : ""}`);
  if (heartbeat) running.add(state);
  const timer = heartbeat && setInterval(() => beat(state), live ? 500 : 15_000);
  try {
    const result = await work((line) => {
      state.last = line;
    });
    say(`✓ ${name}  ${seconds(state.since)}`);
    return result;
  } catch (error) {
    say(`✗ ${name}  ${seconds(state.since)}`);
    throw error;
  } finally {
    clearInterval(timer);
    running.delete(state);
  }
}

function beat(state) {
  const elapsed = Math.round((performance.now() - state.since) / 1000);
  const line = `  … ${state.name}: ${elapsed} s  ${state.last}`.slice(0, columns() - 1);
  if (!live) process.stdout.write(`${line}\n`);
  // Steps side by side share the one live line: the eldest has it.
  else if (running.values().next().value === state) process.stdout.write(`\r\x1b[2K${line}`);
}

/** Runs `main`; on failure prints the reason, with the end of what the command printed, and exits 1. */
export async function runMain(main) {
  try {
    await main();
  } catch (error) {
    printError(error);
    process.exit(1);
  }
}

/** Prints an error for a person: what the failed command printed, then the sentence. */
export function printError(error) {
  if (!(error instanceof Failure)) return say(error.stack ?? String(error));
  const lines = error.output.trim().split("\n");
  // Some tools say first what is wrong, some last.
  if (lines.length > 200) lines.splice(30, lines.length - 180, "  […]");
  say(`${lines.join("\n")}\n${error.message}`);
}
