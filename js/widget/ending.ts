// How an import ended in (done, stopped, failed, or never set up right); what the person should know out.
import { html, nothing } from "lit";
import { errorText } from "./error-text.js";
import { errorIcon, okIcon, stopIcon, tick } from "./icons.js";
import type { Sending } from "./import-job.js";
import { texts } from "./texts.js";
import type { View } from "./view.js";

export function doneStep({ stage, settings }: View<"done">) {
  const say = texts.done;
  const { result, file, checked } = stage;
  if (result.totalRecords === 0) {
    return html`<div class="centre good">${okIcon(56)}<h3 class="big">${say.empty}</h3><p>${say.emptyHint(file.name)}</p></div>`;
  }
  const leftOut = settings.template?.onInvalid === "skip" ? checked.invalidRecords : 0;
  return html`<div class="centre good">
    ${tick()}
    <h3 class="big">${say.heading(result.totalRecords)}</h3>
    <p>${say.detail(file.name, result.totalPages)}</p>
    ${leftOut ? html`<p class="hint">${say.leftOut(leftOut)}</p>` : nothing}
  </div>`;
}

export function stoppedStep({ stage }: View<"stopped">) {
  return html`<div class="centre">
    ${stopIcon(48)}
    <h3 class="big">${texts.failed.stopped}</h3>
    <p>${sentSoFar(stage)}</p>
    <p class="hint">${texts.failed.again}</p>
  </div>`;
}

export function failedStep({ stage }: View<"failed">) {
  const say = texts.failed;
  return html`<div class="centre bad">
    ${errorIcon(48)}
    <h3 class="big">${say.heading}</h3>
    <div class="note bad" part="error" role="alert"><div>
      <strong>${errorText(stage.error, stage.file)}</strong>
      <p>${sentSoFar(stage)}</p>
    </div></div>
    <p class="hint">${say.again}</p>
  </div>`;
}

export function faultStep({ stage }: View<"fault">) {
  const say = texts.fault;
  const { error } = stage;
  const faults = Array.isArray(error.details.faults) ? error.details.faults : [];
  const item = ({ path, reason }: { path: string; reason: string }) =>
    html`<li><code>${path}</code> ${reason}</li>`;
  return html`<div class="centre bad">
    ${errorIcon(48)}
    <h3 class="big">${say.heading}</h3>
    <div class="note bad" part="error" role="alert"><div>
      <p class="hint">${say.forDeveloper}</p>
      <p><strong>${faults.length ? say.template(faults.length) : errorText(error)}</strong></p>
      ${faults.length ? html`<ul class="faults">${faults.map(item)}</ul>` : nothing}
    </div></div>
  </div>`;
}

function sentSoFar({ sentPages, totalPages }: Sending): string {
  return sentPages ? texts.sending.sentPages(sentPages, totalPages) : texts.sending.sentNothing;
}
