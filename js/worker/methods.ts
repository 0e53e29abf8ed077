// The methods of a sheet whose arguments and answers are plain data: worker and client are made of this table.
import type { Sheet } from "../api/types.js";

interface Method {
  /** Whether the mapping may be another afterwards, so that the page has to know it. */
  changesMapping?: true;
}

export const METHODS = {
  setMapping: { changesMapping: true },
  rows: {},
  count: {},
  view: {},
  causes: {},
  optionMatches: {},
  decide: {},
  edit: {},
  fix: {},
  undo: {},
  redo: {},
  log: {},
  applyLog: {},
  recipe: {},
  applyRecipe: { changesMapping: true },
} as const satisfies { [name in keyof Sheet]?: Method };

export type MethodName = keyof typeof METHODS;
export type Arguments<M extends MethodName> = Parameters<Sheet[M]>;
export type Answer<M extends MethodName> = Awaited<ReturnType<Sheet[M]>>;

export const METHOD_NAMES = Object.keys(METHODS) as MethodName[];

export function changesMapping(name: MethodName): boolean {
  return (METHODS[name] as Method).changesMapping === true;
}
