// Templates from schemas of other kinds.
export type { Converted, ConvertOptions, LeftOut } from "./draft.js";
export { fromImpler } from "./impler.js";
export { fromJsonSchema } from "./json-schema.js";
export { fromTableSchema } from "./table-schema.js";
