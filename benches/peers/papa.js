// Papa Parse 5: objects by header, JSON.stringify by page of 1,000.
import Papa from "papaparse";

export const what = "objects of strings (header: true), then JSON.stringify by 1,000; no checks";

export function run(file) {
  return new Promise((resolve, reject) => {
    let rest = [];
    let records = 0;
    let pages = 0;
    const cut = (size) => {
      while (rest.length >= size && rest.length > 0) {
        const data = rest.splice(0, 1000);
        records += data.length;
        pages += 1;
        JSON.stringify({ data });
      }
    };
    Papa.parse(file, {
      header: true,
      skipEmptyLines: true,
      chunk: ({ data }) => {
        rest = rest.concat(data);
        cut(1000);
      },
      complete: () => {
        cut(1);
        resolve({ records, pages });
      },
      error: reject,
    });
  });
}
