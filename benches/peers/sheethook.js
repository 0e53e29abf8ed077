// This project, through its published client: checked and typed records, pages of 1,000 as bytes.
import { openSheet } from "../../pkg/client.js";
import { template } from "../flights-template.js";

export const what = "checks types, then makes pages of 1,000 typed records as JSON bytes";

export async function run(file, origin) {
  const worker = () => new Worker(`${origin}/pkg/worker.js`, { type: "module" });
  const sheet = await openSheet(file, { template, worker });
  let records = 0;
  let pages = 0;
  for await (const page of sheet.pages({ chunkSize: 1000 })) {
    records += page.pageSize;
    pages += 1;
    page.release();
  }
  await sheet.close();
  return { records, pages };
}
