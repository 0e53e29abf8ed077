// The command. Exit codes: 0 done, 1 errors, 2 wrong use.
import { asSheethookError } from "../api/error.js";
import { check } from "./check.js";
import { csv } from "./csv.js";
import { ClosedPipe } from "./output.js";
import { pages } from "./pages.js";
import { send } from "./send.js";
import { sniff } from "./sniff.js";
import { template } from "./template.js";
import { HELP, UsageError } from "./usage.js";

/** What a file can't be blamed for. */
const WRONG_USE = ["bad-option", "template-invalid", "recipe-invalid", "operation-invalid"];

const COMMANDS = { pages, check, send, csv, sniff, template };

async function main(args: string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    process.stdout.write(HELP.sheethook);
    return name === undefined ? 2 : 0;
  }
  if (!Object.hasOwn(COMMANDS, name)) {
    throw new UsageError(
      `There is no command "${name}"; there are pages, check, send, csv, sniff and template.`,
    );
  }
  const command = name as keyof typeof COMMANDS;
  if (rest.includes("--help") || rest.includes("-h")) {
    process.stdout.write(HELP[command]);
    return 0;
  }
  return COMMANDS[command](rest);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.exitCode = report(error);
}

function report(error: unknown): number {
  // Whoever reads our output has had enough, as `head` does.
  if (error instanceof ClosedPipe) return 0;
  if (error instanceof UsageError) {
    process.stderr.write(`sheethook: ${error.message} See sheethook --help.\n`);
    return 2;
  }
  const { code, message } = asSheethookError(error);
  process.stderr.write(`sheethook: ${message}\n`);
  return WRONG_USE.includes(code) ? 2 : 1;
}
