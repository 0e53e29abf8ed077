// Runs a test's function in the browser. A driver's own scripts have no `import()` everywhere.
import { openSheet } from "/pkg/client.js";

/** Checks a file and makes all its pages: what was found, and every record. */
async function imported(parts, options) {
  const sheet = await openSheet(new Blob(parts), options);
  const { records: count, errors, issues, byCode } = await sheet.check();
  const records = [];
  for await (const page of sheet.pages({ chunkSize: 1000 })) records.push(...page.json().data);
  const { header, dialect } = sheet;
  await sheet.close();
  return { header, dialect, count, errors, issues, byCode, records };
}

async function run(work, args) {
  try {
    // Not `eval` itself: the text shall see the page's globals only.
    // biome-ignore lint/security/noGlobalEval: the text is a function of the test's.
    const value = await globalThis.eval(work)(...JSON.parse(args));
    return JSON.stringify({ value });
  } catch (error) {
    return JSON.stringify({ error: `${error}\n${error.stack}` });
  }
}

Object.assign(window, { openSheet, imported, run });
