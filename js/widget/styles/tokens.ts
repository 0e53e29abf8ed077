// Colours and measures, from the host's --sheethook-* properties.
import { css } from "lit";

const light = css`
  color-scheme: light;
  --_surface: var(--sheethook-surface, #ffffff);
  --_text: var(--sheethook-text, #16201c);
  --_accent: var(--sheethook-accent, #0b6e54);
  --_on-accent: var(--sheethook-on-accent, #ffffff);
  --_ink: var(--_accent);
  --_soft: #59655f;
  --_line: #e1e6e3;
  --_control-line: #8a958f;
  --_well: #f5f7f6;
  --_good: #0b6e54;
  --_good-well: #eef7f3;
  --_warn: #875300;
  --_warn-well: #fdf6e7;
  --_bad: #b3261e;
  --_bad-well: #fdf1f0;
  --_backdrop: rgb(16 24 20 / 45%);
  --_shadow: 0 1px 2px rgb(16 24 20 / 8%), 0 24px 64px -16px rgb(16 24 20 / 35%);
`;

const dark = css`
  color-scheme: dark;
  --_surface: var(--sheethook-surface, #161a18);
  --_text: var(--sheethook-text, #e8edea);
  --_accent: var(--sheethook-accent, #4cc79b);
  --_on-accent: var(--sheethook-on-accent, #06231a);
  --_ink: var(--_accent);
  --_soft: #9ba8a1;
  --_line: #2b322f;
  --_control-line: #6d7973;
  --_well: #1d2220;
  --_good: #4cc79b;
  --_good-well: #16281f;
  --_warn: #e8b45a;
  --_warn-well: #2a2213;
  --_bad: #ff9088;
  --_bad-well: #321a18;
  --_backdrop: rgb(0 0 0 / 60%);
  --_shadow: 0 0 0 1px #2b322f, 0 24px 64px -16px rgb(0 0 0 / 70%);
`;

const onAccent = css`
  --_on-accent: var(--sheethook-on-accent, oklch(from var(--_accent) clamp(0, (0.6 - l) * 1000, 1) 0 h));
`;

export const tokens = css`
  :host {
    display: inline-block;
    --_radius: var(--sheethook-radius, 10px);
    --_small-radius: calc(var(--_radius) * 0.7);
    --_font: var(
      --sheethook-font,
      system-ui,
      -apple-system,
      "Segoe UI",
      Roboto,
      "Helvetica Neue",
      Arial,
      sans-serif
    );
    --_mono: var(--sheethook-mono-font, ui-monospace, "SF Mono", Menlo, Consolas, monospace);
    ${light}
  }
  @media (prefers-color-scheme: dark) {
    :host(:not([theme="light"])) {
      ${dark}
    }
  }
  :host([theme="dark"]) {
    ${dark}
  }
  :host([hidden]) {
    display: none;
  }
  :host([no-button]) {
    display: contents;
  }

  /* Whatever accent the host gives: text on it is black or white, and accent-coloured text is dark (light) enough. */
  @supports (color: oklch(from red l c h)) {
    :host {
      ${onAccent}
      --_ink: oklch(from var(--_accent) min(l, 0.5) c h);
    }
    @media (prefers-color-scheme: dark) {
      :host(:not([theme="light"])) {
        ${onAccent}
        --_ink: oklch(from var(--_accent) max(l, 0.74) c h);
      }
    }
    :host([theme="dark"]) {
      ${onAccent}
      --_ink: oklch(from var(--_accent) max(l, 0.74) c h);
    }
  }
`;
