// uDSV again: objects of typed values, which is nearer to what ours makes and takes it longer.
import { parse } from "./udsv.js";

export const what =
  "objects of values in the types it infers (typedObjs), then JSON.stringify by 1,000; no checks";

export const run = (file) => parse(file, (parser) => parser.typedObjs);
