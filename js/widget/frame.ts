// The dialog around each stage of an import: title, steps, body and buttons.
import { html, nothing, type TemplateResult } from "lit";
import { announcement } from "./announce.js";
import { footerOf } from "./button.js";
import { chooseStep } from "./choose.js";
import { doneStep, failedStep, faultStep, stoppedStep } from "./ending.js";
import { closeIcon } from "./icons.js";
import type { Stage } from "./import-job.js";
import { openingStep, reviewStep } from "./review.js";
import { sendingFooter, sendingStep } from "./sending.js";
import { texts } from "./texts.js";
import { at, type View } from "./view.js";

const STEPS = ["choose", "review", "send"] as const;

/** Which of the three steps a stage belongs to. */
export const stepOf: Record<Stage["step"], (typeof STEPS)[number]> = {
  fault: "choose",
  choose: "choose",
  opening: "review",
  review: "review",
  sending: "send",
  stopped: "send",
  failed: "send",
  done: "send",
};

export function frame(view: View): TemplateResult {
  return html`<div class="frame ${view.ui.dragging ? "dragging" : ""}">
    <header class="header" part="header">
      <h2 class="title" id="title" part="title" tabindex="-1">${texts.title(view.settings.template?.name)}</h2>
      ${steps(view.stage)}
      <button
        type="button" class="close" part="close-button" aria-label=${texts.close} @click=${view.act.requestClose}
      >${closeIcon()}</button>
    </header>
    <div class="body ${view.stage.step}" part="body">${body(view)}</div>
    ${footer(view)}
    <div class="unseen" role="status" aria-live="polite">${announcement(view)}</div>
  </div>`;
}

function steps({ step }: Stage) {
  if (step === "fault") return nothing;
  const current = STEPS.indexOf(stepOf[step]);
  const over = step === "done";
  return html`<ol class="steps" aria-label=${texts.steps.label}>
    ${STEPS.map((name, index) => {
      const state = index < current || over ? "past" : index === current ? "current" : "";
      return html`<li class=${state} aria-current=${state === "current" ? "step" : nothing}>${texts.steps[name]}</li>`;
    })}
  </ol>`;
}

function body(view: View) {
  if (at(view, "choose")) return chooseStep(view);
  if (at(view, "opening")) return openingStep(view);
  if (at(view, "review")) return reviewStep(view);
  if (at(view, "sending")) return sendingStep(view);
  if (at(view, "stopped")) return stoppedStep(view);
  if (at(view, "failed")) return failedStep(view);
  if (at(view, "done")) return doneStep(view);
  if (at(view, "fault")) return faultStep(view);
  return nothing;
}

function footer(view: View) {
  const { act } = view;
  const back = { text: texts.review.back, press: act.restart };
  const close = { text: texts.close, press: act.requestClose };
  if (at(view, "opening")) return footerOf(back);
  if (at(view, "review")) {
    const { check } = view.stage;
    const text = check.state === "done" ? texts.review.send(check.result.totalRecords) : texts.review.waiting;
    return footerOf(back, { text, press: act.send, disabled: view.blocked });
  }
  if (at(view, "sending")) return sendingFooter(view);
  if (at(view, "done")) return footerOf({ text: texts.done.another, press: act.restart }, close);
  if (at(view, "stopped") || at(view, "failed"))
    return footerOf(close, { text: texts.failed.retry, press: act.send });
  if (at(view, "fault")) return footerOf(undefined, close);
  return nothing;
}
