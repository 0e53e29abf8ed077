// The mark of a required column: a star to see, a word to hear.
import { html, nothing } from "lit";
import type { Column } from "../worker/client.js";
import { texts } from "./texts.js";

export const requiredMark = (column?: Column) =>
  column?.required
    ? html`<span class="required" aria-hidden="true">*</span><span class="unseen"> (${texts.required})</span>`
    : nothing;
