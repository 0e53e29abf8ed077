// The two kinds of button.
import { html, nothing } from "lit";

export interface Button {
  text: string;
  press(): void;
  disabled?: boolean;
  /** It ends something. */
  danger?: boolean;
  /** It answers the question "Stop the import?" and gets the focus when that is asked. */
  asked?: boolean;
}

/** The one that most people want. */
export const mainButton = ({ text, press, disabled = false, asked = false }: Button) => html`<button
  type="button" class="button main" part="primary-button"
  ?disabled=${disabled} ?data-ask=${asked} @click=${() => press()}
>${text}</button>`;

export const quietButton = ({ text, press, danger = false }: Button) => html`<button
  type="button" class="button quiet ${danger ? "danger" : ""}" part="secondary-button" @click=${() => press()}
>${text}</button>`;

/** The row of buttons below a step. */
export const footerOf = (quiet?: Button, main?: Button) => html`<footer class="footer" part="footer">
  ${quiet ? quietButton(quiet) : nothing} ${main ? mainButton(main) : nothing}
</footer>`;
