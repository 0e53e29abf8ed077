// The three tables of the review: columns, issues (cards on a narrow screen), preview.
import { css } from "lit";

export const tables = css`
  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: 14px;
    text-align: start;
  }
  th,
  td {
    padding: 9px 12px 9px 0;
    border-block-end: 1px solid var(--_line);
    text-align: start;
    vertical-align: top;
    font-weight: 400;
  }
  thead :is(th, td) {
    padding-block-start: 0;
    color: var(--_soft);
    font-size: 12.5px;
    white-space: nowrap;
  }
  tbody tr:last-child > * {
    border-block-end: 0;
  }
  em {
    color: var(--_soft);
  }

  .columns {
    table-layout: fixed;
  }
  .columns :is(th, td) {
    vertical-align: middle;
  }
  .columns thead td,
  .columns .arrow {
    inline-size: 34px;
    padding-inline-end: 0;
    color: var(--_soft);
  }
  .columns thead th:first-child {
    inline-size: 34%;
  }
  .columns thead .sample {
    inline-size: 24%;
  }
  .columns .sample {
    padding-inline: 4px 0;
  }
  .columns td.sample {
    overflow: hidden;
    color: var(--_soft);
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .wanted {
    font-weight: 550;
  }
  .columns :is(.hint, .flag) {
    display: block;
    font-size: 12.5px;
    line-height: 1.4;
  }
  .flag {
    color: var(--_bad);
  }
  .reading {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(180px, 100%), 1fr));
    gap: 10px 14px;
    margin-block-end: 16px;
  }
  .reading-option {
    display: grid;
    gap: 4px;
  }
  .pick {
    position: relative;
  }
  .pick .icon {
    position: absolute;
    inset-block-start: calc(50% - 8px);
    inset-inline-end: 9px;
    color: var(--_soft);
    pointer-events: none;
  }
  select {
    inline-size: 100%;
    min-block-size: 36px;
    padding: 6px 30px 6px 10px;
    appearance: none;
    border: 1px solid var(--_control-line);
    border-radius: var(--_small-radius);
    background: var(--_surface);
    color: var(--_text);
    font: 400 14px/1.3 var(--_font);
    text-overflow: ellipsis;
    cursor: pointer;
  }
  select.none {
    color: var(--_soft);
    border-style: dashed;
  }
  .missing select {
    border: 1px solid var(--_bad);
  }
  .hint strong {
    font-weight: 550;
  }

  .number {
    color: var(--_soft);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .issues .name {
    font-weight: 550;
  }
  .issues .value {
    max-inline-size: 180px;
  }
  .issues .value code {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    line-height: 1.6;
    overflow: hidden;
    white-space: pre-wrap;
  }
  .issues .message {
    padding-inline-end: 0;
  }
  .said {
    display: flex;
    gap: 7px;
  }
  .said .icon {
    margin-block-start: 3px;
  }
  .bad .message .icon {
    color: var(--_bad);
  }
  .warn .message .icon {
    color: var(--_warn);
  }

  .scroll {
    overflow-x: auto;
    border: 1px solid var(--_line);
    border-radius: var(--_small-radius);
  }
  .preview :is(th, td) {
    max-inline-size: 240px;
    padding: 8px 14px;
    border-inline-end: 1px solid var(--_line);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .preview tr > :last-child {
    border-inline-end: 0;
  }
  .preview thead th {
    background: var(--_well);
    color: var(--_text);
    font-weight: 550;
  }
  .preview tbody th {
    color: var(--_soft);
    font-variant-numeric: tabular-nums;
  }

  @media (max-width: 600px) {
    .columns :is(.arrow, .sample, thead td) {
      display: none;
    }
    .columns thead th:first-child {
      inline-size: 44%;
    }
    .columns :is(td, thead th:nth-child(3)) {
      padding-inline-end: 0;
    }
    .issues,
    .issues tbody {
      display: block;
    }
    .issues thead {
      position: absolute;
      clip-path: inset(50%);
    }
    .issues tr {
      display: flex;
      flex-wrap: wrap;
      gap: 2px 12px;
      padding-block: 10px;
      border-block-end: 1px solid var(--_line);
    }
    .issues tbody td {
      max-inline-size: none;
      padding: 0;
      border: 0;
    }
    .issues .number::before {
      content: attr(data-name) " ";
    }
    .issues .name {
      margin-inline-start: auto;
    }
    .issues .message {
      order: 1;
      inline-size: 100%;
    }
    .issues .value {
      order: 2;
      inline-size: 100%;
      padding-inline-start: 23px;
    }
  }
`;
