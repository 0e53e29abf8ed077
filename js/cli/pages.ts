// A file in, one page body a line out.
import { openSheet } from "../node.js";
import { write } from "./output.js";
import { openOptions, PAGING_OPTIONS, pagesOptions, parse, READING_OPTIONS } from "./usage.js";

export async function pages(args: string[]): Promise<number> {
  const { file, values } = parse(args, { ...READING_OPTIONS, ...PAGING_OPTIONS });
  const options = pagesOptions(values);
  const sheet = await openSheet(file, await openOptions(values));
  try {
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
