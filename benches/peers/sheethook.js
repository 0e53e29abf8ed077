// This project, through its published client: checked and typed records, pages of 1,000 as bytes.
import { openSheet } from "sheethook";

export const what = "checks types, then makes pages of 1,000 typed records as JSON bytes";

export async function run(file, { template }) {
  const started = performance.now();
  const sheet = await openSheet(file, { template });
  const openMs = performance.now() - started;
  const { errors } = await sheet.check();
  const checkMs = performance.now() - started;
  let [records, pages, bytes] = [0, 0, 0];
  for await (const page of sheet.pages()) {
    records += page.pageSize;
    pages += 1;
    page.release();
  }
  await sheet.close();
  return { records, pages, bytes, errors, openMs, checkMs };
}
