// A file in, one line of JSON about how it is written out.
import type { Encoding } from "../engine.js";
import { sniffFile } from "../node.js";
import { write } from "./output.js";
import { parse, SNIFFING_OPTIONS } from "./usage.js";

export async function sniff(args: string[]): Promise<number> {
  const { file, values } = parse(args, SNIFFING_OPTIONS);
  await write(await found(file, values.encoding));
  return 0;
}

/** What `sniff` prints, on standard error: it must not get in between the output. */
export async function tell(file: string, encoding: string | undefined): Promise<void> {
  process.stderr.write(await found(file, encoding));
}

async function found(file: string, encoding: string | undefined): Promise<string> {
  return `${JSON.stringify(await sniffFile(file, encoding as Encoding | undefined))}\n`;
}
