// uDSV: objects of strings, JSON.stringify by page of 1,000.
import { inferSchema, initParser } from "udsv";

export const what = "objects of strings (stringObjs), then JSON.stringify by 1,000; no checks";

export async function run(file) {
  let parser;
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
  const take = (rows) => {
    rest = rest.concat(rows);
    cut(1000);
  };
  const reader = file.stream().pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parser ??= initParser(inferSchema(value));
    parser.chunk(value, parser.stringObjs, take);
  }
  parser.end();
  cut(1);
  return { records, pages };
}
