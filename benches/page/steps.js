// The steps of an import, timed: one sheet stays open between them.
import { openSheet } from "sheethook";

let sheet;

export const steps = {
  /** Opens and checks the file in place of the one before. */
  async open(file, template) {
    await steps.close();
    const started = performance.now();
    sheet = await openSheet(file, { template });
    const { records, errors } = await sheet.check();
    return { ms: performance.now() - started, records, errors };
  },

  /** Calls a method of the sheet. Beside the time only what tells whether it did what it should. */
  async call(method, ...given) {
    const started = performance.now();
    const answer = await sheet[method](...given);
    const ms = performance.now() - started;
    if (method === "log") return { ms, operations: answer.length, bytes: JSON.stringify(answer).length };
    if (Array.isArray(answer)) return { ms, rows: answer.length, first: answer[0]?.row };
    if (typeof answer === "number") return { ms, rows: answer };
    return { ms, records: answer?.records, errors: answer?.errors };
  },

  /** Makes all pages, and closes the sheet. */
  async pages() {
    const started = performance.now();
    let records = 0;
    for await (const page of sheet.pages()) {
      records += page.pageSize;
      page.release();
    }
    await steps.close();
    return { ms: performance.now() - started, records };
  },

  /** Has the log that there is done once more, as who opens a draft does. */
  async applyLog() {
    const log = await sheet.log();
    return steps.call("applyLog", log);
  },

  async close() {
    await sheet?.close();
    sheet = undefined;
  },
};
