// The first rows, as they are in the file.
import { html } from "lit";
import { headerName } from "./columns.js";
import type { Review } from "./import-job.js";
import { readingControls } from "./reading.js";
import { texts } from "./texts.js";
import type { View } from "./view.js";

export function previewPanel(view: View<"review">) {
  return html`${readingControls(view)} ${rows(view.stage)}`;
}

function rows({ preview, sheet }: Review) {
  const say = texts.preview;
  if (preview.length === 0) return html`<p class="hint empty-panel">${say.none}</p>`;
  return html`<div class="scroll" role="region" aria-label=${say.caption} tabindex="0">
    <table class="preview" part="table">
      <caption class="unseen">${say.caption}</caption>
      <thead><tr>
        <th scope="col"><span class="unseen">${say.row}</span></th>
        ${sheet.header.map((_, index) => html`<th scope="col">${headerName(sheet.header, index)}</th>`)}
      </tr></thead>
      <tbody>
        ${preview.map((cells, row) => html`<tr><th scope="row">${row + 1}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}
      </tbody>
    </table>
  </div>`;
}
