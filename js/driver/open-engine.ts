// Opens a source in the engine, which reads its header.
import { EngineSheet } from "../api/engine.js";
import { Pattern } from "../api/pattern.js";
import type { RecipeReading } from "../api/recipe.js";
import type { Source } from "./source.js";

export const compile = (pattern: string) => new Pattern(pattern);

/** Opens what the source holds; the template is given as JSON. */
export async function openEngine(
  source: Source,
  template: string | undefined,
  reading: RecipeReading,
  loadPatterns: () => Promise<unknown>,
): Promise<EngineSheet> {
  const sample = await source.read(0, EngineSheet.sampleBytes());
  const whole = sample.length < EngineSheet.sampleBytes();
  // Looked for in the JSON, so that what isn't a template at all needs no care.
  if (template?.includes('"pattern":')) await loadPatterns();
  return new EngineSheet(
    sample,
    whole,
    template,
    compile,
    source.encoding,
    reading.headerRow,
    reading.delimiter,
    reading.quote,
    reading.escape,
    reading.comment,
  );
}
