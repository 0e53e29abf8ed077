// The pollutions of a clean table: of each the class, what such a file counts for, its text, and what is to be read.
//
// The classes and weights are those of Pollock (Vitagliano et al., "Pollock: A Data Loading Benchmark", VLDB 2023): the
// weight is in how many of its survey's 3,712 files a fault occurs, shared among that fault's files. What is to be read is
// what a writer meant: values stay what they were, whatever became of the marks around them.
import { HEADER, QUOTED, SOURCE } from "./source.mjs";

const PLAIN = { delimiter: ",", quote: '"', escape: '"', newline: "\r\n" };
const RECORDS = SOURCE.slice(1);

/** A cell as it is written: in quotes where it has to be. */
function cell(text, column, { delimiter, quote, escape: mark, newline }) {
  const needs = [delimiter[0], quote, "\n", "\r"].some((mark) => text.includes(mark));
  if (!needs && !QUOTED.has(column)) return text;
  const lines = text.replaceAll("\n", newline);
  return quote + lines.replaceAll(quote, mark + quote) + quote;
}

const row = (cells, format = PLAIN) => cells.map((text, at) => cell(text, at, format));
const line = (cells, format = PLAIN) => row(cells, format).join(format.delimiter);
const lines = (rows, format = PLAIN) => rows.map((cells) => line(cells, format) + format.newline).join("");

/** What is to be read of a file that is written in that format. */
const meant = (records, newline = PLAIN.newline) =>
  records.map((cells) => cells.map((text) => text.replaceAll("\n", newline)));
const file = (name, weight, text, header, records) => ({
  group: "file",
  name,
  weight,
  text,
  header,
  records,
});

function* files() {
  const text = lines(SOURCE);
  const whole = (name, weight, text, header = HEADER, records = meant(RECORDS)) =>
    file(name, weight, text, header, records);
  yield whole("nothing polluted", 1, text);
  yield whole("no payload", 15, "", [], []);
  yield whole("no line end at the end", 184, text.slice(0, -PLAIN.newline.length));
  yield whole("two line ends at the end", 5, text + PLAIN.newline);
  yield whole("no header", 470, lines(RECORDS), []);
  for (const rows of [2, 3]) {
    const headers = Array.from({ length: rows }, () => HEADER);
    const joined = HEADER.map((name) => Array.from({ length: rows }, () => name).join(" "));
    yield whole(`header of ${rows} rows`, 47, lines([...headers, ...RECORDS]), joined);
  }
  const alone = (text) => HEADER.map((_, at) => (at === 0 ? text : ""));
  const comma = (cells) => cells.join(",") + PLAIN.newline;
  yield whole("preamble", 282, comma(alone("PREAMBLE")) + comma(alone("")) + text);
  const wider = SOURCE.map((cells, at) => [...cells, at === 0 ? "more" : `more ${at}`]);
  const narrower = SOURCE.map((cells) => cells.slice(0, 6));
  for (const [size, table] of Object.entries({ same: SOURCE, more: wider, less: narrower })) {
    const records = meant([...RECORDS, ...table.slice(1)]);
    yield whole(`two tables, the second's columns: ${size}`, 62.7, text + lines(table), HEADER, records);
  }
  yield whole("header only", 3, lines([HEADER]), HEADER, []);
  yield whole("one record", 4, lines(SOURCE.slice(0, 2)), HEADER, meant(RECORDS.slice(0, 1)));
  const written = (name, weight, change) => {
    const format = { ...PLAIN, ...change };
    return whole(name, weight, lines(SOURCE, format), HEADER, meant(RECORDS, format.newline));
  };
  yield written("line ends: CR", 7, { newline: "\r" });
  yield written("line ends: LF", 1691, { newline: "\n" });
  yield written("delimiter: tab", 4, { delimiter: "\t" });
  yield written("delimiter: semicolon", 834, { delimiter: ";" });
  yield written("delimiter: space", 4, { delimiter: " " });
  yield written("delimiter: comma and space", 101, { delimiter: ", " });
  yield written("quote: apostrophe", 11, { quote: "'", escape: "'" });
  yield written("escape: backslash", 1, { escape: "\\" });
  yield written("escape: none", 7, { escape: "" });
}

/** Files in which one row is polluted, in every way and in every place. */
function* rows() {
  const clean = SOURCE.map((cells) => row(cells));
  const polluted = (name, weight, at, written, cells) => {
    const text = clean.map((own, other) => (other === at ? written : own.join(",")) + PLAIN.newline).join("");
    const [header, ...records] = SOURCE.map((own, other) => (other === at ? cells : own));
    return { group: "row", name, weight, text, header, records: meant(records) };
  };
  for (const [at, own] of SOURCE.entries()) {
    for (const column of own.keys()) {
      const marks = [...clean[at]];
      const more = own.toSpliced(column, 0, "");
      yield polluted("one delimiter more", 0.3678, at, marks.toSpliced(column, 0, "").join(","), more);
      const quoted = own.with(column, `"${own[column]}`);
      yield polluted("a quote more", 0.00926, at, marks.with(column, `"${marks[column]}`).join(","), quoted);
      if (column > 0) {
        const merge = (cells) => cells.toSpliced(column - 1, 2, cells.slice(column - 1, column + 1).join(""));
        yield polluted("one delimiter less", 0.3678, at, merge(marks).join(","), merge(own));
      }
    }
    const spaces = line(own, { ...PLAIN, delimiter: " " });
    yield polluted("a row with another delimiter", 0.1429, at, spaces, own);
  }
}

/** All polluted files. */
export function* pollutions() {
  yield* files();
  yield* rows();
}
