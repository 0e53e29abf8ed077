// Papa Parse 5: objects by header, JSON.stringify by page of 1,000.
import Papa from "papaparse";
import { thousands } from "./thousands.js";

export const what = "objects of strings (header: true), then JSON.stringify by 1,000; no checks";

export function run(file) {
  const pages = thousands();
  return new Promise((resolve, reject) => {
    Papa.parse(file, {
      header: true,
      skipEmptyLines: true,
      chunk: ({ data }) => data.forEach(pages.add),
      complete: () => resolve(pages.end()),
      error: reject,
    });
  });
}
