// The first step: a drop zone, the expected columns, and what was wrong with the last file.
import { html, nothing } from "lit";
import type { Column, SheethookError, Template } from "../worker/client.js";
import { errorText } from "./error-text.js";
import { dropIcon, errorIcon } from "./icons.js";
import { requiredMark } from "./required.js";
import { texts } from "./texts.js";
import type { View } from "./view.js";

const say = texts.choose;
const ACCEPT = ".csv,.tsv,.tab,.txt,text/csv,text/tab-separated-values,text/plain";

export function chooseStep(view: View<"choose">) {
  const { stage, ui, act, settings } = view;
  const pick = (event: Event) => {
    const input = event.currentTarget as HTMLInputElement;
    act.choose(input.files);
    // Else choosing the same file again, fixed, would not be a change.
    input.value = "";
  };
  return html`
    ${stage.problem ? problem(stage.problem.error, stage.problem.file) : nothing}
    <label class="drop ${ui.dragging ? "over" : ""}" part="dropzone">
      <input type="file" class="file" accept=${ACCEPT} data-focus @change=${pick} aria-describedby="kinds privacy" />
      <span class="drop-icon">${dropIcon()}</span>
      <span class="drop-title">${
        ui.dragging
          ? say.release
          : html`${say.drop} <span class="link">${stage.problem ? say.pickOther : say.pick}</span>`
      }</span>
      <span class="hint" id="kinds">${say.kinds}</span>
    </label>
    <p class="hint centred" id="privacy">${say.privacy}</p>
    ${expected(settings.template)}
  `;
}

function problem(error: SheethookError, file?: File) {
  return html`<div class="note bad" part="error" role="alert">
    ${errorIcon()}
    <div>
      <strong>${say.failed(file?.name)}</strong>
      <p>${errorText(error, file)}</p>
    </div>
  </div>`;
}

function expected(template?: Template) {
  if (!template) return html`<p class="hint centred">${say.anyColumns}</p>`;
  const star = html`<span class="required">*</span> ${say.requiredHint} `;
  return html`<section class="expected" aria-labelledby="expected">
    <h3 id="expected">${say.columns}</h3>
    <ul class="chips">
      ${template.columns.map(chip)}
    </ul>
    <p class="hint">${template.columns.some((column) => column.required) ? star : nothing}${say.columnsHint}</p>
  </section>`;
}

const chip = (column: Column) =>
  html`<li class="chip" title=${column.description || nothing}>${column.name || column.key}${requiredMark(column)}</li>`;
