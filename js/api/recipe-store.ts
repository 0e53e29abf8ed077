// Keeps recipes in this browser, by template. Where there is no storage, or no room, there are no recipes.
import { fits, parseRecipe, type Recipe } from "./recipe.js";

/** As much of a browser's storage as is needed. */
export type RecipeStorage = Pick<Storage, "getItem" | "setItem">;

const ITEM = "sheethook-recipes";

/** So many are kept, of all templates; the oldest leaves. */
const MAX_RECIPES = 20;

/** Longer as JSON, a recipe is not kept: a browser's storage has room for about five million characters in all. */
const MAX_LENGTH = 100_000;

interface Entry {
  template: string;
  recipe: Recipe;
}

/** The recipes that this browser remembers. */
export class RecipeStore {
  readonly #storage: RecipeStorage | undefined;

  constructor(storage: RecipeStorage | undefined = ownStorage()) {
    this.#storage = storage;
  }

  /** Remembers a recipe; an earlier one for the same template and headers is forgotten. */
  save(template: string, recipe: Recipe): void {
    if (JSON.stringify(recipe).length > MAX_LENGTH) return;
    const shape = JSON.stringify(recipe.header);
    const others = this.#entries().filter(
      (entry) => entry.template !== template || JSON.stringify(entry.recipe.header) !== shape,
    );
    const entries = [...others, { template, recipe }].slice(-MAX_RECIPES);
    try {
      this.#storage?.setItem(ITEM, JSON.stringify(entries));
    } catch {
      // Full, or not allowed.
    }
  }

  /** The recipe for this template that fits these headers best; of equals the newest. None where less than `least` fits. */
  find(
    template: string,
    header: readonly string[],
    least = 0.5,
  ): { recipe: Recipe; fit: number } | undefined {
    let best: { recipe: Recipe; fit: number } | undefined;
    for (const entry of this.#entries()) {
      const fit = entry.template === template ? fits(entry.recipe, header) : 0;
      if (fit >= Math.max(least, best?.fit ?? 0) && fit > 0) best = { recipe: entry.recipe, fit };
    }
    return best;
  }

  /** What is stored may be anyone's: what isn't a recipe is left out. */
  #entries(): Entry[] {
    let stored: unknown;
    try {
      stored = JSON.parse(this.#storage?.getItem(ITEM) ?? "[]");
    } catch {
      return [];
    }
    if (!Array.isArray(stored)) return [];
    return stored.slice(-MAX_RECIPES).flatMap((entry) => {
      const { recipe } = parseRecipe(entry?.recipe);
      return recipe && typeof entry.template === "string" ? [{ template: entry.template, recipe }] : [];
    });
  }
}

function ownStorage(): RecipeStorage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}
