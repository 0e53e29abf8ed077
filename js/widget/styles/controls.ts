// Buttons, selects, progress bars, chips, notes: what several steps are made of.
import { css } from "lit";

export const controls = css`
  .trigger,
  .button {
    box-sizing: border-box;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-block-size: 40px;
    margin: 0;
    padding: 8px 18px;
    border: 1px solid transparent;
    border-radius: var(--_small-radius);
    font: 550 15px/1.3 var(--_font);
    text-align: center;
    cursor: pointer;
    transition: background-color 120ms, border-color 120ms;
  }
  .trigger,
  .main {
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .trigger:hover,
  .main:hover:not(:disabled) {
    background: color-mix(in oklab, var(--_accent) 88%, var(--_on-accent));
  }
  .quiet {
    border-color: var(--_line);
    background: var(--_surface);
    color: var(--_text);
  }
  .quiet:hover {
    background: var(--_well);
    border-color: var(--_control-line);
  }
  .danger {
    color: var(--_bad);
  }
  .main:disabled {
    background: var(--_well);
    border-color: var(--_line);
    color: var(--_soft);
    cursor: not-allowed;
  }
  .close {
    display: grid;
    place-items: center;
    inline-size: 36px;
    block-size: 36px;
    padding: 0;
    border: 0;
    border-radius: var(--_small-radius);
    background: none;
    color: var(--_soft);
    cursor: pointer;
  }
  .close:hover {
    background: var(--_well);
    color: var(--_text);
  }
  .text-button {
    padding: 0;
    border: 0;
    background: none;
    color: var(--_ink);
    font: inherit;
    font-weight: 550;
    text-decoration: underline;
    text-underline-offset: 3px;
    cursor: pointer;
  }
  :is(button, select, summary, .scroll, .panel):focus-visible,
  .drop:has(:focus-visible) {
    outline: 2px solid var(--_ink);
    outline-offset: 2px;
  }

  .icon {
    flex: none;
    display: block;
  }
  .hint {
    color: var(--_soft);
    font-size: 13.5px;
  }
  h3,
  p {
    margin: 0;
  }
  h3 {
    font-size: 14px;
    font-weight: 600;
  }
  .required {
    color: var(--_bad);
    margin-inline-start: 2px;
  }
  .count {
    color: var(--_soft);
    font-weight: 400;
    font-variant-numeric: tabular-nums;
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .chip {
    padding: 3px 10px;
    border: 1px solid var(--_line);
    border-radius: 999px;
    background: var(--_surface);
    color: var(--_text);
    font: 400 13.5px/1.5 var(--_font);
  }
  button.chip {
    cursor: pointer;
  }
  button.chip:hover {
    border-color: var(--_control-line);
  }
  button.chip[aria-pressed="true"] {
    border-color: var(--_ink);
    color: var(--_ink);
    box-shadow: inset 0 0 0 1px var(--_ink);
  }

  .note {
    display: flex;
    gap: 12px;
    padding: 14px 16px;
    border-radius: var(--_radius);
    text-align: start;
  }
  .note.bad {
    background: var(--_bad-well);
  }
  .note.bad > .icon {
    margin-block-start: 1px;
    color: var(--_bad);
  }

  progress {
    appearance: none;
    display: block;
    inline-size: 100%;
    block-size: 6px;
    border: 0;
    border-radius: 999px;
    background: var(--_line);
    color: var(--_ink);
    overflow: hidden;
  }
  progress::-webkit-progress-bar {
    background: var(--_line);
  }
  progress::-webkit-progress-value {
    border-radius: 999px;
    background: var(--_ink);
    transition: inline-size 200ms ease-out;
  }
  progress::-moz-progress-bar {
    border-radius: 999px;
    background: var(--_ink);
  }
  progress:indeterminate::-moz-progress-bar {
    inline-size: 30%;
  }
`;
