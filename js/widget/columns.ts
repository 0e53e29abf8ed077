// A table in which a person can give each column of the template another header.
import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import type { Mapping } from "../worker/client.js";
import { arrowIcon, chevronIcon } from "./icons.js";
import { requiredMark } from "./required.js";
import { texts } from "./texts.js";
import type { View } from "./view.js";

type ColumnMatch = Mapping["columns"][number];

export function columnsPanel(view: View<"review">) {
  const { mapping, sheet } = view.stage;
  const say = texts.columns;
  const unmatched = mapping.unmatched.map((header) => headerName(sheet.header, header));
  const left = html`<p class="hint"><strong>${say.unmatched}</strong> ${unmatched.join(", ")}</p>`;
  return html`
    ${unmatched.length ? left : nothing}
    <table class="columns" part="table">
      <caption class="unseen">${say.caption}</caption>
      <thead><tr>
        <th scope="col">${say.wanted}</th><td></td>
        <th scope="col">${say.found}</th><th scope="col" class="sample">${say.sample}</th>
      </tr></thead>
      <tbody>${mapping.columns.map((column) => row(view, column))}</tbody>
    </table>
  `;
}

function row({ stage, settings, act }: View<"review">, match: ColumnMatch) {
  const say = texts.columns;
  const column = settings.template?.columns.find(({ key }) => key === match.key);
  const missing = column?.required && match.header == null;
  const sample = match.header == null ? undefined : stage.preview[0]?.[match.header];
  const change = (event: Event) => {
    const { value } = event.currentTarget as HTMLSelectElement;
    act.remap(match.key, value === "" ? null : Number(value));
  };
  const { header } = stage.sheet;
  const takenBy = new Map(stage.mapping.columns.map((other) => [other.header, other]));
  const label = (index: number) => {
    const by = takenBy.get(index);
    const name = headerName(header, index);
    return by && by.key !== match.key ? say.taken(name, by.name) : name;
  };
  const option = (index: number) =>
    html`<option value=${index} .selected=${live(match.header === index)}>${label(index)}</option>`;
  return html`<tr class=${missing ? "missing" : ""}>
    <th scope="row">
      <span class="wanted">${match.name}${requiredMark(column)}</span>
      ${missing ? html`<span class="flag">${say.missing}</span>` : nothing}
      ${!missing && column?.description ? html`<span class="hint">${column.description}</span>` : nothing}
    </th>
    <td class="arrow">${arrowIcon()}</td>
    <td><div class="pick">
      <select
        class=${match.header == null ? "none" : ""} aria-label=${say.choose(match.name)}
        aria-invalid=${missing ? "true" : nothing} @change=${change}
      >
        <option value="" .selected=${live(match.header == null)}>${say.none}</option>
        ${header.map((_, index) => option(index))}
      </select>${chevronIcon()}
    </div></td>
    <td class="sample">${sample === "" ? html`<em>${say.emptySample}</em>` : sample}</td>
  </tr>`;
}

export function headerName(header: string[], index: number): string {
  return header[index]?.trim() || texts.columns.nameless(index + 1);
}
