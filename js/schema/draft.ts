// A template that is made piece by piece, and what of the foreign schema could not be taken along.
import type { Column, SelectOption, Template } from "../api/engine.js";

/** What a schema says and a template can't. */
export interface LeftOut {
  /** Where it stands in the schema: `fields[2].constraints.pattern`. */
  path: string;
  reason: string;
}

/** A template made from another schema. */
export interface Converted {
  /** It has no columns where the schema has none that can be taken; `leftOut` says why. */
  template: Template;
  leftOut: LeftOut[];
}

/** What a schema may not say about itself. */
export interface ConvertOptions {
  /** The template's code. Default: the schema's name, made plain, or `import`. */
  code?: string;
  /** What people call it. Default: the schema's title. */
  name?: string;
}

/** As many as a row may have cells. */
const MAX_COLUMNS = 16_384;
/** In all columns together: references may repeat a long list without end. */
const MAX_OPTIONS = 100_000;
const MAX_CHARACTERS = 10_000_000;
/** Of one text. */
const MAX_TEXT = 10_000;
const MAX_COUNTED = 1e9;
/** Whoever reads more than this reads the schema instead. */
const MAX_LEFT_OUT = 1_000;

/** An object's own fields, and none that all objects have. */
export interface Fields {
  [name: string]: unknown;
}

export function fieldsOf(value: unknown): Fields | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return Object.assign(Object.create(null), value);
}

/** A template in the making. Whatever it is given, it throws nothing. */
export class Draft {
  readonly #columns = new Map<string, Column>();
  readonly #leftOut: LeftOut[] = [];
  #options = MAX_OPTIONS;
  #characters = MAX_CHARACTERS;

  /** Tells that something is not taken along. */
  leave(path: string, reason: string): undefined {
    if (this.#leftOut.length < MAX_LEFT_OUT) this.#leftOut.push({ path, reason });
    else if (this.#leftOut.length === MAX_LEFT_OUT) this.#leftOut.push({ path: "", reason: "and more" });
  }

  /** Tells of every field that is neither read nor a mere note. */
  leaveUnknown(fields: Fields, path: string, known: readonly string[]): void {
    for (const name of Object.keys(fields)) {
      if (known.includes(name) || fields[name] === undefined) continue;
      this.leave(at(path, name), "a template has nothing like it");
      if (this.#leftOut.length > MAX_LEFT_OUT) return;
    }
  }

  /** A text that is not empty and not too long. */
  text(value: unknown, path: string): string | undefined {
    if (value === undefined || value === null || value === "") return undefined;
    if (typeof value !== "string") return this.leave(path, "must be a text");
    this.#characters -= value.length;
    if (value.length > MAX_TEXT || this.#characters < 0) return this.leave(path, "too long");
    return value;
  }

  /** Texts that differ. */
  texts(value: unknown, path: string): string[] | undefined {
    if (value === undefined || value === null) return undefined;
    if (!Array.isArray(value)) return this.leave(path, "must be a list of texts");
    const texts = new Set<string>();
    for (const [place, one] of value.entries()) {
      if (texts.size === MAX_COLUMNS) return this.leave(path, "too long");
      const text = this.text(one, `${path}[${place}]`);
      if (text !== undefined) texts.add(text);
    }
    return texts.size > 0 ? [...texts] : undefined;
  }

  /** True or nothing: no flag of a template is true without being said. */
  flag(value: unknown, path: string): true | undefined {
    if (value === true) return true;
    if (value !== undefined && value !== null && value !== false) this.leave(path, "must be true or false");
    return undefined;
  }

  number(value: unknown, path: string): number | undefined {
    if (value === undefined || value === null) return undefined;
    if (typeof value !== "number" || !Number.isFinite(value)) return this.leave(path, "must be a number");
    return value;
  }

  /** A whole number from 0. */
  count(value: unknown, path: string): number | undefined {
    const number = this.number(value, path);
    if (number === undefined || (Number.isInteger(number) && number >= 0 && number <= MAX_COUNTED))
      return number;
    return this.leave(path, "must be a whole number from 0 to 1,000,000,000");
  }

  /** Options from texts, or from objects with a value and a label. */
  options(value: unknown, path: string): SelectOption[] | undefined {
    if (!Array.isArray(value)) return this.leave(path, "must be a list");
    const options = new Map<string, SelectOption>();
    for (const [place, one] of value.entries()) {
      // An empty cell is no value, and needs no option.
      if (one === null || one === "") continue;
      const here = `${path}[${place}]`;
      const fields = fieldsOf(one);
      const bare = fields ? fields.value : one;
      if (typeof bare !== "string") return this.leave(path, "only texts can be options");
      if (this.#options === 0) return this.leave(path, "too many options");
      const option = this.text(bare, here);
      if (option === undefined || options.has(option)) continue;
      this.#options -= 1;
      const label = fields && this.text(fields.label, `${here}.label`);
      options.set(
        option,
        label === undefined || label === option ? { value: option } : { value: option, label },
      );
    }
    return options.size > 0 ? [...options.values()] : this.leave(path, "has no option");
  }

  /** Adds a column, unless there is one of its key. */
  add(column: Column, path: string): void {
    if (this.#columns.has(column.key)) {
      this.leave(path, `the key "${column.key}" stands twice`);
      return;
    }
    if (this.#columns.size === MAX_COLUMNS) {
      this.leave(path, "too many columns");
      return;
    }
    for (const [least, most] of RANGES) {
      const [from, to] = [column[least], column[most]];
      if (from === undefined || to === undefined || from <= to) continue;
      this.leave(path, `${least} is larger than ${most}`);
      column[least] = undefined;
      column[most] = undefined;
    }
    this.#columns.set(column.key, column);
  }

  get full(): boolean {
    return this.#columns.size === MAX_COLUMNS;
  }

  column(key: string): Column | undefined {
    return this.#columns.get(key);
  }

  /** Says that no two records have the same values in all of these columns. */
  uniqueTogether(keys: string[], path: string): void {
    const columns: Column[] = [];
    for (const key of new Set(keys)) {
      const column = this.column(key);
      if (!column) {
        this.leave(path, `there is no column "${key}"`);
        return;
      }
      columns.push(column);
    }
    const [only, ...others] = columns;
    if (!only) return;
    if (others.length === 0) {
      only.unique = true;
      if (only.default === undefined || typeof only.default === "object") return;
      this.leave(path, "a value that must be unique has no default");
      only.default = undefined;
      return;
    }
    // A column names one set of others; any of the set can be the one that does.
    const free = columns.find((column) => column.uniqueWith === undefined);
    if (!free) {
      this.leave(path, "each of these columns is unique with others already");
      return;
    }
    free.uniqueWith = columns.filter((column) => column !== free).map((column) => column.key);
  }

  /** The template; `said` is what the schema calls itself. */
  done(options: ConvertOptions, said: { code?: string; name?: string }): Converted {
    const name = options.name ?? said.name;
    const template: Template = {
      code: options.code ?? (plain(said.code ?? said.name ?? "") || "import"),
      ...(name !== undefined && { name }),
      columns: [...this.#columns.values()].map(inOrder),
    };
    return { template, leftOut: this.#leftOut };
  }
}

const RANGES = [
  ["min", "max"],
  ["minLength", "maxLength"],
  ["minDigits", "maxDigits"],
] as const;

/** The fields that are made here, as a person reads them. */
const ORDER = [
  ...[
    "key",
    "name",
    "description",
    "alternateKeys",
    "type",
    "required",
    "requiredWhen",
    "unique",
    "uniqueWith",
  ],
  ...["default", "min", "max", "minLength", "maxLength", "minDigits", "maxDigits", "pattern", "options"],
  ...["multiple", "delimiter", "formats", "decimal", "frozen", "message"],
] as (keyof Column)[];

/** The column with its fields in order, and none that is undefined. */
function inOrder(column: Column): Column {
  const said = ORDER.filter((name) => column[name] !== undefined);
  return Object.fromEntries(said.map((name) => [name, column[name]])) as unknown as Column;
}

/** A path and the name of a field there. */
export function at(path: string, name: string): string {
  const own = /^[\w$-]+$/.test(name) ? name : JSON.stringify(name.slice(0, 100));
  return path === "" ? own : `${path}.${own}`;
}

/** A name as a code: lower case, digits and hyphens. */
export function plain(name: string): string {
  return name
    .slice(0, 100)
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
