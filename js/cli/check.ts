// `sheethook check`: prints one issue a line, and a summary.
import type { Issue } from "../api/engine.js";
import { questionMessage } from "../api/messages.js";
import { openSheet } from "../node.js";
import { write } from "./output.js";
import { tell } from "./sniff.js";
import { openOptions, parse, READING_OPTIONS, SHAPING_OPTIONS, UsageError, VERBOSE_OPTION } from "./usage.js";

export async function check(args: string[]): Promise<number> {
  const { file, values } = parse(args, { ...READING_OPTIONS, ...SHAPING_OPTIONS, ...VERBOSE_OPTION });
  if (values.template === undefined)
    throw new UsageError("--template is missing: there is nothing to check against.");
  const sheet = await openSheet(file, await openOptions(values));
  if (values.verbose) tell(sheet.dialect);
  try {
    const onIssues = async (issues: Issue[]) => {
      if (issues.length > 0) await write(issues.map(line).join(""));
    };
    const { records, errors, warnings, byCode, questions } = await sheet.check({ onIssues });
    // Most files ask nothing.
    const asked = questions.length > 0 ? { questions } : {};
    await write(`${JSON.stringify({ records, errors, warnings, byCode, ...asked })}\n`);
    for (const question of questions) process.stderr.write(`sheethook: ${questionMessage(question)}\n`);
    return errors > 0 || questions.length > 0 ? 1 : 0;
  } finally {
    await sheet.close();
  }
}

/** The issue with its code before its parameters, for people who read along. */
function line({ row, line, column, code, severity, value, ...parameters }: Issue): string {
  return `${JSON.stringify({ row, line, column, code, severity, value, ...parameters })}\n`;
}
