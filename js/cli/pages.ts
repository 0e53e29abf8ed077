// `sheethook pages`: prints one page body a line.

import { questionMessage } from "../api/messages.js";
import { openSheet } from "../node.js";
import { write } from "./output.js";
import { tell } from "./sniff.js";
import {
  openOptions,
  PAGING_OPTIONS,
  pagesOptions,
  parse,
  READING_OPTIONS,
  SHAPING_OPTIONS,
  VERBOSE_OPTION,
} from "./usage.js";

export async function pages(args: string[]): Promise<number> {
  const { file, values } = parse(args, {
    ...READING_OPTIONS,
    ...SHAPING_OPTIONS,
    ...PAGING_OPTIONS,
    ...VERBOSE_OPTION,
  });
  const options = pagesOptions(values);
  const sheet = await openSheet(file, await openOptions(values));
  if (values.verbose) tell(sheet.dialect);
  try {
    // What can't be known is not guessed silently.
    const { questions } = await sheet.check();
    for (const question of questions) process.stderr.write(`sheethook: ${questionMessage(question)}\n`);
    for await (const page of sheet.pages({ ...options, force: true })) {
      await write(page.bytes);
      await write("\n");
      page.release();
    }
    return 0;
  } finally {
    await sheet.close();
  }
}
