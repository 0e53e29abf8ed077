// What the result of a check means for the person, by the template's onInvalid.
import { html, nothing } from "lit";
import type { CheckResult } from "../worker/client.js";
import { errorIcon, okIcon, warnIcon } from "./icons.js";
import { leftOutNote } from "./left-out.js";
import { onInvalidOf } from "./settings.js";
import { texts } from "./texts.js";
import type { View } from "./view.js";

type Verdict = { tone: "good" | "warn" | "bad"; title: string; hint?: string };

export function verdict(view: View<"review">, result: CheckResult) {
  const { tone, title, hint } = judge(view, result);
  const icon = { good: okIcon, warn: warnIcon, bad: errorIcon }[tone](22);
  const { counts } = texts.review;
  return html`<div class="card verdict ${tone}">
    ${icon}
    <div class="verdict-text">
      <p class="card-title">${title}</p>
      ${hint ? html`<p>${hint}</p>` : nothing}
      ${leftOutNote(result)}
    </div>
    <dl class="counts">
      ${count(counts.records, result.records)}
      ${count(counts.errors, result.errors, result.errors ? "bad" : "")}
      ${count(counts.warnings, result.warnings, result.warnings ? "warn" : "")}
    </dl>
  </div>`;
}

function count(name: string, value: number, tone = "") {
  return html`<div class="counted ${tone}"><dt>${name}</dt><dd>${texts.number(value)}</dd></div>`;
}

function judge({ stage, settings, blocked }: View<"review">, result: CheckResult): Verdict {
  const say = texts.verdict;
  const warned = result.warnings ? say.warned(result.warnings) : undefined;
  const missing = unmatchedRequired(stage, settings);
  if (missing.length > 0) {
    const hint = missing.length === 1 ? say.unmatchedHint : say.unmatchedHints(missing);
    return { tone: "bad", title: say.unmatched(missing), hint };
  }
  if (result.records === 0) return { tone: "warn", title: say.empty, hint: say.emptyHint };
  const asked = result.questions.length;
  if (asked > 0) return { tone: "warn", title: say.asked(asked), hint: say.askedHint };
  if (blocked) return { tone: "bad", title: say.block(result.invalidRecords), hint: say.blockHint };
  const title = say.ready(result.totalRecords);
  const invalid = result.invalidRecords;
  if (invalid === 0) return { tone: "good", title, hint: warned };
  if (onInvalidOf(settings.template) === "include")
    return { tone: "warn", title, hint: say.includeHint(invalid) };
  return { tone: "warn", title, hint: say.skipHint(invalid, result.totalRecords) };
}

/** Names of the required columns that no header serves. */
export function unmatchedRequired(stage: View<"review">["stage"], settings?: View["settings"]): string[] {
  const required = new Set(
    settings?.template?.columns.filter((column) => column.required).map(({ key }) => key),
  );
  return stage.mapping.columns
    .filter(({ key, header }) => header == null && required.has(key))
    .map(({ name }) => name);
}
