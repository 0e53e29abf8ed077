// What belongs to one step only: the drop zone, the verdict, the tabs, the running and the ended import.
import { css } from "lit";

export const steps = css`
  .drop {
    position: relative;
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 4px;
    padding: 52px 20px 48px;
    border: 1.5px dashed var(--_control-line);
    border-radius: var(--_radius);
    background: var(--_well);
    text-align: center;
    cursor: pointer;
    transition: background-color 120ms, border-color 120ms;
  }
  .drop:hover,
  .drop.over {
    border-color: var(--_ink);
    background: color-mix(in srgb, var(--_ink) 7%, var(--_surface));
  }
  .drop.over {
    border-style: solid;
  }
  .file {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    opacity: 0;
    cursor: pointer;
  }
  .file::file-selector-button {
    cursor: pointer;
  }
  .drop-icon {
    margin-block-end: 8px;
    color: var(--_ink);
  }
  .drop-title {
    font-size: 16px;
    font-weight: 550;
  }
  .link {
    color: var(--_ink);
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  button.link {
    padding: 0;
    border: 0;
    background: none;
    font: inherit;
    cursor: pointer;
  }
  .centred {
    margin-block-start: 12px;
    text-align: center;
  }
  .note + .drop {
    margin-block-start: 16px;
  }
  .expected {
    display: grid;
    gap: 10px;
    margin-block-start: 24px;
    padding-block-start: 22px;
    border-block-start: 1px solid var(--_line);
  }

  .file-row {
    display: flex;
    align-items: center;
    gap: 12px;
  }
  .file-icon {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 42px;
    block-size: 42px;
    border-radius: var(--_small-radius);
    background: var(--_well);
    color: var(--_ink);
  }
  .file-text {
    display: grid;
    min-inline-size: 0;
    line-height: 1.35;
  }
  .file-name {
    font-weight: 600;
  }

  .card {
    display: grid;
    gap: 10px;
    margin-block-start: 18px;
    padding: 16px 18px;
    border-radius: var(--_radius);
    background: var(--_well);
  }
  .card-title {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 2px 12px;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .card-title .hint {
    font-weight: 400;
  }
  .question {
    margin-inline: 0;
    border: 0;
    min-inline-size: 0;
  }
  .question legend {
    float: inline-start;
    inline-size: 100%;
    padding: 0;
  }
  .answers {
    display: grid;
    gap: 10px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .answers li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 14px;
  }
  .meaning {
    white-space: nowrap;
  }
  .meaning + .meaning {
    margin-inline-start: 12px;
  }
  .verdict {
    grid-template-columns: auto 1fr auto;
    gap: 14px;
    align-items: start;
  }
  .verdict.good {
    align-items: center;
    background: var(--_good-well);
  }
  .verdict.warn {
    background: var(--_warn-well);
  }
  .verdict.bad {
    background: var(--_bad-well);
  }
  .verdict.good > .icon,
  .centre.good > :is(.icon, .tick) {
    color: var(--_good);
  }
  .verdict.warn > .icon,
  .counted.warn dd {
    color: var(--_warn);
  }
  .verdict.bad > .icon,
  .counted.bad dd,
  .centre.bad > .icon {
    color: var(--_bad);
  }
  .verdict-text {
    font-size: 14.5px;
  }
  .counts {
    display: flex;
    gap: 22px;
    margin: 0;
    font-variant-numeric: tabular-nums;
  }
  .counted {
    display: flex;
    flex-direction: column-reverse;
    text-align: end;
    line-height: 1.3;
  }
  .counted dt {
    font-size: 12.5px;
    color: var(--_soft);
  }
  .counted dd {
    margin: 0;
    font-size: 17px;
    font-weight: 600;
  }

  .tabs {
    display: flex;
    gap: 22px;
    margin-block-start: 20px;
    border-block-end: 1px solid var(--_line);
  }
  .tab {
    margin-block-end: -1px;
    padding: 8px 1px;
    border: 0;
    border-block-end: 2px solid transparent;
    background: none;
    color: var(--_soft);
    font: 550 14.5px/1.5 var(--_font);
    white-space: nowrap;
    cursor: pointer;
  }
  .tab:hover {
    color: var(--_text);
  }
  .tab[aria-selected="true"] {
    border-color: var(--_ink);
    color: var(--_text);
  }
  .panel {
    display: grid;
    gap: 14px;
    align-content: start;
    padding-block-start: 16px;
  }
  .left-out {
    margin-block-start: 14px;
    color: var(--_soft);
    font-size: 13.5px;
  }
  .left-out summary {
    cursor: pointer;
  }
  .left-out ul {
    margin: 8px 0;
    padding-inline-start: 20px;
    overflow-wrap: anywhere;
  }
  .empty-panel {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    padding-block: 36px;
  }

  .centre {
    display: grid;
    justify-items: center;
    gap: 8px;
    inline-size: 100%;
    max-inline-size: 520px;
    margin: auto;
    padding-block: 28px;
    text-align: center;
  }
  .centre > * {
    text-wrap: balance;
  }
  .centre > :is(.icon, .tick) {
    margin-block-end: 10px;
  }
  .centre > .note {
    inline-size: 100%;
    margin-block: 8px;
  }
  .big {
    font-size: 22px;
    font-weight: 600;
    line-height: 1.25;
    letter-spacing: -0.015em;
    font-variant-numeric: tabular-nums;
  }
  .long {
    block-size: 8px;
    margin-block-start: 20px;
  }
  .between {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 16px;
    inline-size: 100%;
    color: var(--_soft);
    font-size: 13.5px;
    font-variant-numeric: tabular-nums;
  }
  .retry {
    min-block-size: 1.5em;
    color: var(--_warn);
    font-size: 14px;
  }
  .faults {
    display: grid;
    gap: 6px;
    margin: 10px 0 0;
    padding-inline-start: 18px;
    font-size: 14px;
  }
  code {
    font: 400 0.9em/1.4 var(--_mono);
  }

  .tick-ring {
    opacity: 0.3;
  }
  .tick-mark {
    stroke-dasharray: 1;
    animation: draw 420ms 120ms cubic-bezier(0.3, 0.8, 0.3, 1) backwards;
  }
  @keyframes draw {
    from {
      stroke-dashoffset: 1;
    }
    to {
      stroke-dashoffset: 0;
    }
  }

  @media (max-width: 600px) {
    .tabs {
      gap: 14px;
    }
    .tab {
      font-size: 14px;
    }
    .drop {
      padding-block: 30px 28px;
    }
    .verdict {
      grid-template-columns: auto 1fr;
    }
    .counts {
      grid-column: 1 / -1;
      justify-content: space-between;
      padding-block-start: 10px;
      border-block-start: 1px solid color-mix(in srgb, currentcolor 12%, transparent);
    }
    .counted {
      text-align: start;
    }
  }
`;
