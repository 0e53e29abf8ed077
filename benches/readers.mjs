// What each importer makes of a text that it is told nothing about: `sniff` gives its delimiter and how many columns that makes, `read`
// its header and the cells of its records.
import Papa from "papaparse";
import { inferSchema, initParser } from "udsv";
import { openSheet } from "../pkg/node.js";

/** More records than any of these texts has. */
const ALL = 10_000;

async function withSheet(text, use) {
  const sheet = await openSheet(new Blob([text]));
  const used = await use(sheet);
  await sheet.close();
  return used;
}

const parse = (text) => Papa.parse(text, { skipEmptyLines: true });

export const READERS = {
  sheethook: {
    sniff: (text) => withSheet(text, ({ dialect }) => dialect),
    read: (text) =>
      withSheet(text, async (sheet) => ({ header: sheet.header, records: await sheet.rows(0, ALL) })),
  },
  "Papa Parse": {
    sniff: (text) => {
      const { data, meta } = parse(text);
      return { delimiter: meta.delimiter, columns: Math.max(0, ...data.map((row) => row.length)) };
    },
    read: (text) => {
      const [header = [], ...records] = parse(text).data;
      return { header, records };
    },
  },
  // It doesn't come to an end with some malformed texts, but it does with those that are read here.
  uDSV: {
    sniff: (text) => {
      const { col, cols } = inferSchema(text);
      return { delimiter: col, columns: cols.length };
    },
    read: (text) => {
      const schema = inferSchema(text);
      const header = schema.cols.map((column) => column.name);
      return { header, records: initParser(schema).stringArrs(text) };
    },
  },
};
