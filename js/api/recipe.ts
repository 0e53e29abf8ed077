// Recipes: how one file was read, mapped and edited, for the next file of its shape.

import type { Mapping } from "./engine.js";
import type { MappingChange } from "./mapping.js";
import { type OptionValues, optionNames, READING } from "./options.js";

/** What was done to a file, but for what is about single rows. JSON can say all of it. */
export interface Recipe {
  version: 1;
  /** The shape of the file: its headers without case, accents, spaces and punctuation. Places below are places in it. */
  header: string[];
  reading: RecipeReading;
  /** What feeds the columns, by their keys. */
  mapping: Record<string, MappingChange>;
  operations: RecipeOperation[];
}

/** The options of `openSheet` that say how a file is read. */
export type RecipeReading = OptionValues<typeof READING>;

/** What is done to all cells of a column: the place of a header from 0, or the key of a column whose cells are made. */
export type RecipeOperation =
  | { type: "fill"; column: number | string; text: string }
  | {
      type: "replace";
      column?: number | string;
      find: string;
      replace: string;
      whole?: boolean;
      matchCase?: boolean;
      regex?: boolean;
    }
  | { type: "transform"; column: number | string; transform: (typeof TRANSFORMS)[number] }
  | { type: "map"; column: number | string; values: [from: string, to: string][] };

/** What a recipe is made of. */
export interface RecipeSheet {
  header: readonly string[];
  mapping: Mapping;
  /** What the person or the host said, not what was found. */
  reading?: RecipeReading;
  /** The log of operations; those on single rows are left out. */
  operations?: readonly object[];
}

/** What is wrong with a recipe, and where: `operations[2].column`. */
export interface RecipeFault {
  path: string;
  reason: string;
}

const TRANSFORMS = ["trim", "upper", "lower", "title", "collapse-spaces", "digits-only"] as const;

/** More of them, or longer, is no recipe that a person made. */
const MAX_HEADERS = 16_384;
const MAX_OPERATIONS = 1_000;
const MAX_VALUES = 10_000;
const MAX_TEXT = 10_000;

/** Takes from a header what people write in different ways, as the engine does. */
function fold(header: string): string {
  const folded = header.normalize("NFD").toUpperCase().toLowerCase();
  return folded.replace(/[^\p{L}\p{N}]/gu, "") || header.trim();
}

/** The recipe of a sheet. */
export function makeRecipe({ header, mapping, reading = {}, operations = [] }: RecipeSheet): Recipe {
  // That nothing was found for a column says nothing of the next file; that a person said so does.
  const decided = mapping.columns.filter(({ source, reason }) => source !== null || reason === "given");
  const sources = decided.map(({ key, source }): [string, MappingChange] => [key, source]);
  const read = new Reader();
  const kept = operations.flatMap((operation) => {
    const { rows, ...rest } = operation as { rows?: unknown };
    const onAll = rows === undefined || rows === "all";
    const known = onAll && new Reader().operation(rest, "", header.length);
    return known ? [known] : [];
  });
  return {
    version: 1,
    header: header.map(fold),
    reading: read.reading(reading, "reading"),
    mapping: Object.fromEntries(sources),
    operations: kept,
  };
}

/** How well a recipe fits a file with these headers: 1 where they are the same in the same order, 0 where it says nothing about it. */
export function fits(recipe: Recipe, header: readonly string[]): number {
  const folded = header.map(fold);
  if (folded.length === recipe.header.length && folded.every((name, at) => name === recipe.header[at]))
    return 1;
  const places = placesIn(recipe, folded);
  const common = places.filter((place) => place !== undefined).length;
  const used = new Set(Object.values(recipe.mapping).flatMap(headersOf));
  const found = [...used].filter((place) => places[place] !== undefined).length;
  // What feeds a column weighs as much as all the rest.
  const rest = common / Math.max(folded.length, recipe.header.length, 1);
  return 0.95 * rest * (used.size === 0 ? 1 : found / used.size);
}

/** What a recipe does to a file with these headers, wherever they stand in it. What it says of headers that aren't there is left out. */
export function changesOf(recipe: Recipe, header: readonly string[]): Pick<Recipe, "mapping" | "operations"> {
  const places = placesIn(recipe, header.map(fold));
  const mapping = Object.entries(recipe.mapping).flatMap(([key, change]): [string, MappingChange][] => {
    const headers = headersOf(change).map((place) => places[place]);
    if (!headers.every((place) => place !== undefined)) return [];
    if (change === null || (typeof change === "object" && "constant" in change)) return [[key, change]];
    if (typeof change === "number") return headers.map((place) => [key, place]);
    return [[key, Array.isArray(change) ? headers : { ...change, headers }]];
  });
  const operations = recipe.operations.flatMap((operation): RecipeOperation[] => {
    if (typeof operation.column !== "number") return [operation];
    const column = places[operation.column];
    return column === undefined ? [] : [{ ...operation, column }];
  });
  return { mapping: Object.fromEntries(mapping), operations };
}

/** Reads a recipe that came from outside: the recipe, or every fault that it has. */
export function parseRecipe(value: unknown): { recipe?: Recipe; faults: RecipeFault[] } {
  const read = new Reader();
  const recipe = read.recipe(value);
  return read.faults.length === 0 && recipe ? { recipe, faults: [] } : { faults: read.faults };
}

function headersOf(change: MappingChange): number[] {
  if (typeof change === "number") return [change];
  if (change === null || "constant" in change) return [];
  return Array.isArray(change) ? change : change.headers;
}

/** For each header of the recipe its place in the file; of several that are alike, the first for the first. */
function placesIn(recipe: Recipe, folded: readonly string[]): (number | undefined)[] {
  const places = new Map<string, number[]>();
  folded.forEach((name, at) => {
    const same = places.get(name);
    if (same) same.push(at);
    else places.set(name, [at]);
  });
  const used = new Map<string, number>();
  return recipe.header.map((name) => {
    const count = used.get(name) ?? 0;
    used.set(name, count + 1);
    return places.get(name)?.[count];
  });
}

type Fields = Record<string, unknown>;

/** Reads what may be anything, and notes what is wrong with it. What it gives is right only where nothing is. */
class Reader {
  readonly faults: RecipeFault[] = [];

  recipe(value: unknown): Recipe | undefined {
    const fields = this.fields(value, "", ["version", "header", "reading", "mapping", "operations"]);
    if (!fields) return undefined;
    if (fields.version !== 1) this.fault("version", "must be 1");
    const header = this.list(fields.header, "header", MAX_HEADERS, (name, path) => this.text(name, path));
    return {
      version: 1,
      header,
      reading: this.reading(fields.reading ?? {}, "reading"),
      mapping: this.mapping(fields.mapping, header.length),
      operations: this.list(
        fields.operations ?? [],
        "operations",
        MAX_OPERATIONS,
        (operation, path) => this.operation(operation, path, header.length) as RecipeOperation,
      ),
    };
  }

  reading(value: unknown, path: string): RecipeReading {
    const fields = this.fields(value, path, optionNames(READING)) ?? {};
    const reading: Record<string, string | number> = {};
    for (const name of optionNames(READING)) {
      const option = READING[name];
      if (fields[name] === undefined) continue;
      const at = `${path}.${name}`;
      reading[name] =
        option.type === "text" ? this.text(fields[name], at) : this.whole(fields[name], at, option.most);
    }
    return reading;
  }

  mapping(value: unknown, headers: number): Record<string, MappingChange> {
    if (!isObject(value)) {
      this.fault("mapping", "must be an object");
      return {};
    }
    const entries = Object.entries(value);
    if (entries.length > MAX_HEADERS) {
      this.fault("mapping", `must have at most ${MAX_HEADERS} columns`);
      return {};
    }
    const change = ([key, change]: [string, unknown]): [string, MappingChange] => [
      key,
      this.change(change, `mapping[${JSON.stringify(key)}]`, headers),
    ];
    return Object.fromEntries(entries.map(change));
  }

  change(value: unknown, path: string, headers: number): MappingChange {
    const places = (list: unknown, at: string) => {
      const found = this.list(list, at, MAX_HEADERS, (place, path) => this.whole(place, path, headers - 1));
      if (Array.isArray(list) && list.length === 0) this.fault(at, "must not be empty");
      if (Array.isArray(list) && new Set(list).size < list.length)
        this.fault(at, "must name each header once");
      return found;
    };
    if (value === null) return null;
    if (typeof value === "number") return this.whole(value, path, headers - 1);
    if (Array.isArray(value)) return places(value, path);
    if (isObject(value) && "constant" in value) {
      this.fields(value, path, ["constant"]);
      return { constant: this.text(value.constant, `${path}.constant`) };
    }
    const fields = this.fields(value, path, ["headers", "separator"]);
    if (!fields) return null;
    const joined = { headers: places(fields.headers, `${path}.headers`) };
    if (fields.separator === undefined) return joined;
    return { ...joined, separator: this.text(fields.separator, `${path}.separator`) };
  }

  /** None where it is no operation on all rows. */
  operation(value: unknown, path: string, headers: number): RecipeOperation | undefined {
    if (!isObject(value)) return this.fault(path, "must be an object");
    const { type } = value;
    const text = (name: string) => this.text(value[name], `${path}.${name}`);
    const column = () => {
      if (typeof value.column === "string") return text("column");
      return this.whole(value.column, `${path}.column`, headers - 1);
    };
    const before = this.faults.length;
    const right = <T>(operation: T) => (this.faults.length === before ? operation : undefined);
    switch (type) {
      case "fill":
        this.fields(value, path, ["type", "column", "text"]);
        return right({ type, column: column(), text: text("text") });
      case "replace": {
        const flags = ["whole", "matchCase", "regex"] as const;
        this.fields(value, path, ["type", "column", "find", "replace", ...flags]);
        const operation: RecipeOperation = { type, find: text("find"), replace: text("replace") };
        if (value.column !== undefined) operation.column = column();
        for (const flag of flags) {
          const given = value[flag];
          if (given === undefined) continue;
          if (typeof given === "boolean") operation[flag] = given;
          else this.fault(`${path}.${flag}`, "must be true or false");
        }
        return right(operation);
      }
      case "transform": {
        this.fields(value, path, ["type", "column", "transform"]);
        const transform = TRANSFORMS.find((name) => name === value.transform);
        if (!transform) return this.fault(`${path}.transform`, `must be one of ${TRANSFORMS.join(", ")}`);
        return right({ type, column: column(), transform });
      }
      case "map": {
        this.fields(value, path, ["type", "column", "values"]);
        const values = this.list(value.values, `${path}.values`, MAX_VALUES, (pair, at): [string, string] => {
          if (Array.isArray(pair) && pair.length === 2)
            return [this.text(pair[0], `${at}[0]`), this.text(pair[1], `${at}[1]`)];
          this.fault(at, "must be a pair of texts");
          return ["", ""];
        });
        return right({ type, column: column(), values });
      }
      default:
        return this.fault(`${path}.type`, "must be fill, replace, transform or map");
    }
  }

  fields(value: unknown, path: string, names: string[]): Fields | undefined {
    if (!isObject(value)) return this.fault(path, "must be an object");
    for (const name of Object.keys(value)) {
      if (!names.includes(name)) this.fault(path ? `${path}.${name}` : name, "is no field of a recipe");
    }
    return value;
  }

  list<T>(value: unknown, path: string, most: number, item: (value: unknown, path: string) => T): T[] {
    if (Array.isArray(value) && value.length <= most)
      return value.map((each, at) => item(each, `${path}[${at}]`));
    this.fault(path, `must be a list of at most ${most}`);
    return [];
  }

  text(value: unknown, path: string): string {
    if (typeof value === "string" && value.length <= MAX_TEXT) return value;
    this.fault(path, `must be a text of at most ${MAX_TEXT} characters`);
    return "";
  }

  whole(value: unknown, path: string, most: number): number {
    if (Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most)
      return value as number;
    this.fault(
      path,
      most < 0 ? "names a header, and there is none" : `must be a whole number from 0 to ${most}`,
    );
    return 0;
  }

  fault(path: string, reason: string): undefined {
    this.faults.push({ path, reason });
  }
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
