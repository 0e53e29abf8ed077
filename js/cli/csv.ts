// `sheethook csv`: prints a file's records as CSV.
import type { CsvOptions } from "../api/types.js";
import { openSheet } from "../node.js";
import { write } from "./output.js";
import { delimiterOf, openOptions, parse, READING_OPTIONS, SHAPING_OPTIONS } from "./usage.js";

const OWN_OPTIONS = {
  rows: { type: "string" },
  formulas: { type: "string" },
  "to-delimiter": { type: "string" },
  bom: { type: "boolean" },
} as const;

export async function csv(args: string[]): Promise<number> {
  const { file, values } = parse(args, { ...READING_OPTIONS, ...SHAPING_OPTIONS, ...OWN_OPTIONS });
  const sheet = await openSheet(file, await openOptions(values));
  try {
    const { rows, formulas, bom } = values as CsvOptions;
    for await (const piece of sheet.csv({
      rows,
      formulas,
      bom,
      delimiter: delimiterOf(values["to-delimiter"]),
    })) {
      await write(piece);
    }
    return 0;
  } finally {
    await sheet.close();
  }
}
