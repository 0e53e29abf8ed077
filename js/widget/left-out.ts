// Which lines are no records: in a sentence, and one by one.
import { html, nothing } from "lit";
import type { CheckResult } from "../worker/client.js";
import { texts } from "./texts.js";

/** How many lines there are of each kind, as a sentence; none where every line is a record. */
export function leftOutNote({ byCode }: CheckResult) {
  const { kinds, sentence } = texts.leftOut;
  const told = Object.entries(kinds).flatMap(([code, say]) => (byCode[code] ? say(byCode[code]) : []));
  return told.length > 0 ? html`<p class="hint">${sentence(told)}</p>` : nothing;
}

/** The lines with their text, folded away. */
export function leftOutLines({ issues, byCode }: CheckResult) {
  const say = texts.leftOut;
  const infos = issues.filter((issue) => issue.severity === "info");
  if (infos.length === 0) return nothing;
  const count = Object.keys(say.kinds).reduce((sum, code) => sum + (byCode[code] ?? 0), 0);
  const shown = infos.reduce((sum, issue) => sum + ("lines" in issue ? issue.lines : 0), 0);
  return html`<details class="left-out">
    <summary>${say.title} <span class="count">${texts.number(count)}</span></summary>
    <ul class="hint">
      ${infos.map((issue) => {
        const lines = "lines" in issue ? issue.lines : 1;
        const { line, code, value } = issue;
        return html`<li>${say.place(line, lines)}: ${say.kinds[code]?.(lines)} ${value ? html`<code>${value}</code>` : nothing}</li>`;
      })}
    </ul>
    ${shown < count ? html`<p class="hint">${texts.issues.more(shown, count)}</p>` : nothing}
  </details>`;
}
