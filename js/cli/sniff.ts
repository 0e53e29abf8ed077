// `sheethook sniff`: prints one line of JSON about how a file is written.
import type { Dialect } from "../api/types.js";
import { openSheet } from "../node.js";
import { write } from "./output.js";
import { openOptions, parse, READING_OPTIONS } from "./usage.js";

export async function sniff(args: string[]): Promise<number> {
  const { file, values } = parse(args, READING_OPTIONS);
  const sheet = await openSheet(file, await openOptions(values));
  try {
    await write(shown(sheet.dialect));
    return 0;
  } finally {
    await sheet.close();
  }
}

/** What `sniff` prints, on standard error: it must not get in between the output. */
export function tell(dialect: Dialect): void {
  process.stderr.write(shown(dialect));
}

function shown({ encodingConfidence, confidence, ...dialect }: Dialect): string {
  // Two digits are as many as mean something.
  const all = Object.entries({ encoding: encodingConfidence, ...confidence });
  const rounded = Object.fromEntries(all.map(([part, sure]) => [part, Math.floor(sure * 100) / 100]));
  return `${JSON.stringify({ ...dialect, confidence: rounded })}\n`;
}
