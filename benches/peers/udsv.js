// uDSV: objects of strings, JSON.stringify by page of 1,000.
import { inferSchema, initParser } from "udsv";
import { thousands } from "./thousands.js";

export const what = "objects of strings (stringObjs), then JSON.stringify by 1,000; no checks";

export async function run(file) {
  const pages = thousands();
  const reader = file.stream().pipeThrough(new TextDecoderStream()).getReader();
  let parser;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parser ??= initParser(inferSchema(value));
    parser.chunk(value, parser.stringObjs, pages.add);
  }
  parser.end();
  return pages.end();
}
