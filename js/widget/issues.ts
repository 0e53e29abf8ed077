// Counts of issues by code, and a table of the first.
import { html, nothing } from "lit";
import { issueMessage } from "../api/messages.js";
import type { CheckResult, Issue } from "../worker/client.js";
import { errorIcon, okIcon, warnIcon } from "./icons.js";
import { leftOutLines } from "./left-out.js";
import { texts } from "./texts.js";
import type { View } from "./view.js";

/** Issues added by each press of "Show more". */
const MORE = 100;

export function issuesPanel(view: View<"review">) {
  const { check } = view.stage;
  if (check.state !== "done") return html`<p class="hint empty-panel">${texts.issues.noneYet}</p>`;
  const { result } = check;
  const total = result.errors + result.warnings;
  if (total === 0)
    return html`<p class="hint empty-panel">${okIcon(22)}${texts.issues.none}</p>${leftOutLines(result)}`;
  const { code, shownIssues } = view.ui;
  const wrong = result.issues.filter((issue) => issue.severity !== "info");
  const narrowed = code === null ? wrong : wrong.filter((issue) => issue.code === code);
  const all = code === null ? total : (result.byCode[code] ?? 0);
  const shown = narrowed.slice(0, shownIssues);
  return html`${codes(view, result, total)} ${table(view, shown)} ${rest(view, shown.length, narrowed.length, all)}
    ${leftOutLines(result)}`;
}

function codes({ ui, act }: View<"review">, { byCode }: CheckResult, total: number) {
  const counted = Object.entries(byCode)
    .filter(([code]) => !(code in texts.leftOut.kinds))
    .sort(([, a], [, b]) => b - a);
  if (counted.length < 2) return nothing;
  const chip = (code: string | null, name: string, count: number) => html`<button
    type="button" class="chip" aria-pressed=${ui.code === code ? "true" : "false"}
    @click=${() => act.ui({ code, shownIssues: 50, tabChosen: true })}
  >${name} <span class="count">${texts.number(count)}</span></button>`;
  return html`<div class="chips" role="group" aria-label=${texts.issues.filter}>
    ${chip(null, texts.issues.all, total)}
    ${counted.map(([code, count]) => chip(code, texts.issues.codes[code] ?? code, count))}
  </div>`;
}

// The roles are written out because narrow screens lay the rows out as cards, and
// browsers drop a table's roles when its display changes.
function table(view: View<"review">, issues: Issue[]) {
  const say = texts.issues;
  if (issues.length === 0) return nothing;
  const heads = [say.row, say.line, say.column, say.value, say.message];
  return html`<table class="issues" part="table" role="table">
    <caption class="unseen">${say.caption}</caption>
    <thead role="rowgroup"><tr role="row">
      ${heads.map((head) => html`<th scope="col" role="columnheader">${head}</th>`)}
    </tr></thead>
    <tbody role="rowgroup">${issues.map((issue) => row(view, issue))}</tbody>
  </table>`;
}

function row({ settings }: View<"review">, issue: Issue) {
  const say = texts.issues;
  const column = settings.template?.columns.find(({ key }) => key === issue.column);
  const bad = issue.severity === "error";
  return html`<tr role="row" class=${bad ? "bad" : "warn"}>
    <td role="cell" class="number" data-name=${issue.row === null ? "" : say.row}>${issue.row === null ? say.header : texts.number(issue.row)}</td>
    <td role="cell" class="number line" data-name=${say.line}>${texts.number(issue.line)}</td>
    <td role="cell" class="name">${column?.name || issue.column || nameless(issue)}</td>
    <td role="cell" class="value">${value(issue)}</td>
    <td role="cell" class="message"><div class="said">
      ${bad ? errorIcon(16) : warnIcon(16)}
      <span><span class="unseen">${bad ? say.error : say.warning}: </span>${issueMessage(issue)}</span>
    </div></td>
  </tr>`;
}

function nameless(issue: Issue) {
  return issue.code === "empty-header"
    ? texts.columns.nameless(issue.place)
    : html`<em>${texts.issues.wholeRow}</em>`;
}

function value(issue: Issue) {
  if (issue.value) return html`<code>${issue.value}</code>`;
  // What is wrong with a whole row has no value to show.
  return issue.column == null ? nothing : html`<em>${texts.issues.empty}</em>`;
}

function rest({ act, ui }: View<"review">, shown: number, kept: number, all: number) {
  if (shown === all) return nothing;
  if (shown === 0) return html`<p class="hint empty-panel">${texts.issues.notInSample(1000)}</p>`;
  const press = () => act.ui({ shownIssues: ui.shownIssues + MORE });
  const more = html`<button type="button" class="text-button" @click=${press}>${texts.issues.showMore}</button>`;
  return html`<p class="hint more">${texts.issues.more(shown, all)} ${kept > shown ? more : nothing}</p>`;
}
