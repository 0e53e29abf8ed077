// What the rows don't decide: questions, each answered by one button.
import { html } from "lit";
import type { CheckResult, Question } from "../worker/client.js";
import { texts } from "./texts.js";
import type { View } from "./view.js";

/** Examples that are shown of each question. */
const SHOWN = 3;

/** A card for each question; none where the rows decide all. */
export function questionCards(view: View<"review">, { questions }: CheckResult) {
  return questions.map((question) => card(view, question));
}

function card({ stage, act }: View<"review">, { column, kind, candidates, examples }: Question) {
  const say = texts.questions;
  const name = stage.mapping.columns.find(({ key }) => key === column)?.name ?? column;
  return html`<fieldset class="card question">
    <legend class="card-title">${say.title(name, kind)}</legend>
    <p class="hint">${say.why}</p>
    <ul class="answers">
      ${candidates.map(
        ({ value, meanings }) => html`<li>
          <button type="button" class="button quiet" @click=${() => act.decide(column, kind, value)}>${say.answers[value] ?? value}</button>
          <span class="hint">${examples.slice(0, SHOWN).map((example, at) => meaning(example, meanings[at]))}</span>
        </li>`,
      )}
    </ul>
  </fieldset>`;
}

function meaning(example: string, means: string | undefined) {
  const { nothingAtAll } = texts.questions;
  return html`<span class="meaning"><code>${example}</code> → ${means ? html`<code>${means}</code>` : nothingAtAll}</span>`;
}
