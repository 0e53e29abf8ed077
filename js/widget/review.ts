// The second step: the check, what it means for the import, and three tabs of detail.
import { html, nothing } from "lit";
import { columnsPanel } from "./columns.js";
import { sheetIcon } from "./icons.js";
import type { Review } from "./import-job.js";
import { issuesPanel } from "./issues.js";
import { previewPanel } from "./preview.js";
import { questionCards } from "./questions.js";
import { texts } from "./texts.js";
import { verdict } from "./verdict.js";
import type { Tab, View } from "./view.js";

/** How sure the reading must be for nothing to be said of it. */
const SURE = 0.5;

/** The stage before the review: the file is open, its header not yet known. */
export function openingStep(view: View<"opening">) {
  return html`${fileRow(view.stage.file)}
    <div class="card"><p class="card-title">${texts.review.opening}</p>
      <progress part="progress" aria-label=${texts.review.opening}></progress></div>`;
}

export function reviewStep(view: View<"review">) {
  const { stage } = view;
  return html`${fileRow(stage.file, view)} ${status(view)} ${tabs(view)}`;
}

function fileRow(file: File, view?: View<"review">) {
  const dialect = view?.stage.sheet.dialect;
  const separated = dialect && texts.review.separated[dialect.delimiter];
  const facts = [texts.bytes(file.size), dialect?.encoding.toUpperCase(), separated].filter(Boolean);
  return html`<div class="file-row">
    <span class="file-icon">${sheetIcon(22)}</span>
    <div class="file-text"><strong class="file-name">${file.name}</strong><span class="hint">${facts.join(" · ")}</span>${view ? unsure(view) : nothing}</div>
  </div>`;
}

/** Said of files that could well be read otherwise, until the person has seen how. */
function unsure({ stage, ui, act }: View<"review">) {
  if (ui.tab === "preview" || Object.keys(stage.reading).length > 0 || isSure(stage)) return nothing;
  const { unsure, look } = texts.reading;
  const show = () => act.ui({ tab: "preview", tabChosen: true });
  return html`<span class="hint">${unsure} <button type="button" class="link" @click=${show}>${look}</button></span>`;
}

function isSure({ sheet }: Review): boolean {
  const { columns, confidence, encodingConfidence } = sheet.dialect;
  // What separates the cells of a single column is never sure, and doesn't matter.
  const delimiter = columns > 1 ? confidence.delimiter : 1;
  return Math.min(delimiter, confidence.header, encodingConfidence) >= SURE;
}

function status(view: View<"review">) {
  const { check } = view.stage;
  if (check.state === "done")
    return html`${verdict(view, check.result)} ${questionCards(view, check.result)}`;
  const { done, total, records } = check.progress ?? { done: 0, total: 1, records: 0 };
  return html`<div class="card">
    <p class="card-title">${texts.review.checking}<span class="hint">${texts.review.soFar(records)}</span></p>
    <progress part="progress" aria-label=${texts.review.checking} max=${total || 1} .value=${done}></progress>
  </div>`;
}

function tabs(view: View<"review">) {
  const { ui, act, stage } = view;
  const issues =
    stage.check.state === "done" ? stage.check.result.errors + stage.check.result.warnings : null;
  const { columns } = stage.mapping;
  const matched = columns.filter((column) => column.header != null).length;
  const names: [Tab, unknown][] = [
    ["columns", texts.review.matched(matched, columns.length)],
    ["issues", issues === null ? nothing : texts.number(issues)],
    ["preview", nothing],
  ];
  const choose = (tab: Tab) => act.ui({ tab, tabChosen: true });
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const at = names.findIndex(([name]) => name === ui.tab);
    const next = names[(at + step + names.length) % names.length];
    if (next) choose(next[0]);
    const list = event.currentTarget as HTMLElement;
    queueMicrotask(() => list.querySelector<HTMLElement>("[aria-selected=true]")?.focus());
  };
  // The list of issues has nothing in it to focus, so the panel itself takes the keys that scroll.
  const focusable = ui.tab === "issues" ? 0 : nothing;
  const panel = { columns: columnsPanel, issues: issuesPanel, preview: previewPanel }[ui.tab];
  return html`
    <div class="tabs" role="tablist" aria-label=${texts.review.heading} @keydown=${onKey}>
      ${names.map(
        ([name, count]) => html`<button
          type="button" role="tab" class="tab" id="tab-${name}" aria-controls="panel"
          aria-selected=${ui.tab === name ? "true" : "false"} tabindex=${ui.tab === name ? 0 : -1}
          @click=${() => choose(name)}
        >${texts.review.tabs[name]}${count === nothing ? nothing : html` <span class="count">${count}</span>`}</button>`,
      )}
    </div>
    <div class="panel" id="panel" role="tabpanel" tabindex=${focusable} aria-labelledby="tab-${ui.tab}">${panel(view)}</div>
  `;
}
