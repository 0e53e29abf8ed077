// The controls that change how the file is read; the rows below them follow at once.
import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { errorText } from "./error-text.js";
import { chevronIcon } from "./icons.js";
import type { Reading } from "./import-job.js";
import { texts } from "./texts.js";
import type { View } from "./view.js";

/** Offered besides what was found. */
const DELIMITERS = [",", ";", "\t", "|"];
const ENCODINGS = [
  "utf-8",
  "windows-1252",
  "windows-1250",
  "windows-1251",
  "windows-1253",
  "windows-1254",
  "windows-1255",
  "windows-1256",
  "iso-8859-2",
  "iso-8859-15",
  "macintosh",
  "koi8-r",
  "shift_jis",
  "euc-jp",
  "gb18030",
  "big5",
  "euc-kr",
  "utf-16le",
  "utf-16be",
];
const HEADER_ROWS = 10;

/** The choices, by what they change. */
export function readingControls({ stage, act }: View<"review">) {
  const { dialect } = stage.sheet;
  const say = texts.reading;
  const pick = (
    label: string,
    current: string,
    values: string[],
    name: (value: string) => string,
    change: (value: string) => Reading,
  ) => {
    const all = values.includes(current) ? values : [current, ...values];
    const onChange = (event: Event) => act.reread(change((event.currentTarget as HTMLSelectElement).value));
    return html`<label class="reading-option"><span class="hint">${label}</span>
      <span class="pick"><select @change=${onChange}>
        ${all.map((value) => html`<option value=${value} .selected=${live(value === current)}>${name(value)}</option>`)}
      </select>${chevronIcon()}</span></label>`;
  };
  const rows = Array.from({ length: HEADER_ROWS + 1 }, (_, row) => String(row));
  return html`<div class="reading" role="group" aria-label=${say.label}>
      ${pick(say.delimiter, dialect.delimiter, DELIMITERS, say.delimiterName, (delimiter) => ({ delimiter }))}
      ${pick(say.headerRow, String(dialect.headerRow), rows, say.headerRowName, (row) => ({ headerRow: Number(row) }))}
      ${pick(
        say.encoding,
        dialect.encoding,
        ENCODINGS,
        (name) => name.toUpperCase(),
        (encoding) => ({ encoding }),
      )}
    </div>
    ${stage.misread ? html`<p class="flag" role="alert">${say.failed} ${errorText(stage.misread)}</p>` : nothing}`;
}
