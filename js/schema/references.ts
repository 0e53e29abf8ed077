// The parts of a JSON Schema, with references within it followed.
import { at, type Draft, type Fields, fieldsOf } from "./draft.js";

/** Longer chains are circles, or want to be. */
const MAX_STEPS = 32;

export class References {
  readonly #root: unknown;

  constructor(root: unknown) {
    this.#root = root;
  }

  /** What a schema says, with what it refers to; nothing, and reported, where that can't be found. */
  follow(value: unknown, path: string, draft: Draft): Fields | undefined {
    let schema = fieldsOf(value);
    if (!schema) return draft.leave(path, "must be an object");
    for (let step = 0; schema.$ref !== undefined || isWrapped(schema); step += 1) {
      if (step === MAX_STEPS) return draft.leave(path, "refers to itself");
      const { $ref, allOf, ...own }: Fields = schema;
      // A list of one, as generators write it to say something beside a reference.
      const target = $ref === undefined ? (allOf as unknown[])[0] : this.#find($ref);
      const found: Fields | undefined = fieldsOf(target);
      if (!found) return draft.leave(at(path, "$ref"), "only a reference within the schema can be followed");
      schema = { ...found, ...own, ...($ref !== undefined && allOf !== undefined && { allOf }) };
    }
    return schema;
  }

  /** `#/$defs/name`. */
  #find(reference: unknown): unknown {
    if (typeof reference !== "string" || reference.length > 1_000 || !/^#(\/|$)/.test(reference))
      return undefined;
    let found = this.#root;
    for (const part of decoded(reference).split("/").slice(1)) {
      const name = part.replaceAll("~1", "/").replaceAll("~0", "~");
      if (typeof found !== "object" || found === null || !Object.hasOwn(found, name)) return undefined;
      found = (found as Fields)[name];
    }
    return found;
  }
}

function isWrapped(schema: Fields): boolean {
  return Array.isArray(schema.allOf) && schema.allOf.length === 1;
}

function decoded(reference: string): string {
  try {
    return decodeURIComponent(reference);
  } catch {
    return reference;
  }
}
