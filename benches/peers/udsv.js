// uDSV: objects of typed values, so that its JSON says what ours does: JSON.stringify by page of 1,000.
import { inferSchema, initParser } from "udsv";
import { thousands } from "./thousands.js";

export const what =
  "objects of values in the types it infers (typedObjs), then JSON.stringify by 1,000; no checks";

export const run = (file) => parse(file, (parser) => parser.typedObjs);

/** The whole file, as the objects that this parse of the parser's makes. */
export async function parse(file, parseOf) {
  const pages = thousands();
  const reader = file.stream().pipeThrough(new TextDecoderStream()).getReader();
  let parser;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parser ??= initParser(inferSchema(value));
    parser.chunk(value, parseOf(parser), pages.add);
  }
  parser.end();
  return pages.end();
}
