// The widget's few line icons; all are decoration, hidden from screen readers.
import { html, svg, type TemplateResult } from "lit";

const icon = (paths: TemplateResult, size = 20) => html`<svg
  class="icon" width=${size} height=${size} viewBox="0 0 24 24" fill="none" stroke="currentColor"
  stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false"
>${paths}</svg>`;

export const closeIcon = () => icon(svg`<path d="M6 6l12 12M18 6L6 18"/>`, 18);

export const sheetIcon = (size = 20) =>
  icon(
    svg`<path d="M6 3h8l5 5v11a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z"/><path d="M14 3v5h5M8 13h7M8 17h7M11.5 13v4"/>`,
    size,
  );

export const dropIcon = () =>
  icon(svg`<path d="M12 15V4.5M8 8.5l4-4 4 4"/><path d="M4.5 14v4a2 2 0 0 0 2 2h11a2 2 0 0 0 2-2v-4"/>`, 28);

export const arrowIcon = () => icon(svg`<path d="M5 12h14M14 7l5 5-5 5"/>`, 16);

export const chevronIcon = () => icon(svg`<path d="M7 10l5 5 5-5"/>`, 16);

export const okIcon = (size = 20) =>
  icon(svg`<circle cx="12" cy="12" r="9"/><path d="M8 12.3l2.7 2.7L16 9.5"/>`, size);

export const warnIcon = (size = 20) =>
  icon(svg`<path d="M12 4l9 15.5H3z"/><path d="M12 10v4.5M12 17v.01"/>`, size);

export const errorIcon = (size = 20) =>
  icon(svg`<circle cx="12" cy="12" r="9"/><path d="M12 7.5v5.5M12 16.3v.01"/>`, size);

export const stopIcon = (size = 20) =>
  icon(svg`<circle cx="12" cy="12" r="9"/><path d="M9.5 9.5h5v5h-5z"/>`, size);

/** The tick of a finished import, which draws itself. */
export const tick = () => html`<svg
  class="tick" width="64" height="64" viewBox="0 0 64 64" fill="none" stroke="currentColor" aria-hidden="true"
>
  <circle class="tick-ring" cx="32" cy="32" r="30" stroke-width="2"></circle>
  <path
    class="tick-mark" d="M20 33l8.5 8.5L44 25" pathLength="1"
    stroke-width="3.5" stroke-linecap="round" stroke-linejoin="round"
  ></path>
</svg>`;
