// The progress of a running import, and the way to stop it.
import { html, nothing } from "lit";
import { footerOf, mainButton, quietButton } from "./button.js";
import { texts } from "./texts.js";
import type { View } from "./view.js";

export function sendingStep({ stage }: View<"sending">) {
  const say = texts.sending;
  const { checked, progress, totalPages, sentPages } = stage;
  const all = checked.totalRecords;
  const page = Math.min(sentPages + 1, totalPages);
  const attempt = progress?.attempt ?? 1;
  const sent = Math.min(progress?.records ?? 0, all);
  return html`<div class="centre">
    <h3 class="big">${say.heading(all)}</h3>
    <p class="hint">${stage.file.name}</p>
    <progress part="progress" class="long" aria-label=${say.heading(all)} max=${all || 1} .value=${sent}></progress>
    <p class="between"><span>${totalPages ? say.page(page, totalPages) : say.start}</span><span>${say.sent(sent, all)}</span></p>
    <p class="retry" role="status">${attempt > 1 ? say.retry(attempt) : nothing}</p>
    <p class="hint">${say.keepOpen}</p>
  </div>`;
}

/** The footer while pages are being sent: a way to stop, and the question before it does. */
export function sendingFooter({ stage, ui, act }: View<"sending">) {
  const say = texts.sending;
  const { sentPages, totalPages } = stage;
  if (!ui.asking) return footerOf({ text: say.cancel, press: act.cancel });
  return html`<div class="footer ask" part="footer" role="alertdialog" aria-labelledby="ask" aria-describedby="asked">
    <div class="ask-text">
      <strong id="ask">${say.stopQuestion}</strong>
      <p class="hint" id="asked">${sentPages ? say.sentPages(sentPages, totalPages) : say.sentNothing}</p>
    </div>
    ${quietButton({ text: say.stop, press: () => act.answer(true), danger: true })}
    ${mainButton({ text: say.keepGoing, press: () => act.answer(false), asked: true })}
  </div>`;
}
