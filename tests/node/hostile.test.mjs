// Files that nobody should have to import: each gets a clear answer at once, and in little memory.
import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { openSheet } from "../../pkg/node.js";
import { bytesRead, InstrumentedBlob } from "../support/instrumented-blob.mjs";

const KB = 1 << 10;
const MB = KB << 10;
const GB = MB << 10;

/** A file of that size which begins with `start` and goes on with `filler`, over and over. */
function filled(size, start, filler) {
  const head = Buffer.from(start);
  const unit = Buffer.from(filler);
  return new InstrumentedBlob(size, (from, count) => {
    const bytes = new Uint8Array(count);
    const offset = (((from - head.length) % unit.length) + unit.length) % unit.length;
    bytes.fill(unit.length === 1 ? unit[0] : 0);
    if (unit.length > 1) for (let at = 0; at < count; at += 1) bytes[at] = unit[(offset + at) % unit.length];
    if (from < head.length) bytes.set(head.subarray(from, from + count));
    return bytes.buffer;
  });
}

const utf16 = (text) => Buffer.from(text, "utf16le");
const of = (...parts) => new Blob(parts);

const cell = { code: "cell-too-long", line: 2, limit: MB };
const row = { code: "row-too-long", line: 2, limit: 16 * MB };
const header = { code: "header-too-long", limit: 256 * KB };
const columns = { code: "too-many-cells", line: 1, limit: 16_384 };

const refused = [
  // [what, the file, its error, bytes that may be read of it]
  ["a cell of 4 GB in quotes", filled(4 * GB, 'a,b\n1,"', "x"), cell, 8 * MB],
  ["a cell of 4 GB", filled(4 * GB, "a,b\n1,", "x"), row, 40 * MB],
  ["a comment of 4 GB", filled(4 * GB, "a,b\n#", "x"), row, 40 * MB, { comment: "#" }],
  ["a row of a billion cells", filled(GB, "a,b\n", ","), { ...columns, line: 2 }, 8 * MB],
  ["a header of 4 GB", filled(4 * GB, "a,b", "x"), header, MB],
  ["a header of too many columns", filled(GB, "a", ","), columns, MB],
  ["quotes alone", filled(GB, "", '"'), header, MB],
  ["newlines alone", filled(GB, "", "\n"), header, MB],
  ["one line", filled(GB, "", "word "), header, MB],
  ["zeros", filled(GB, "", "\0"), header, MB],
  ["nothing", of(), { code: "empty-file" }],
  ["a byte order mark alone", of("\ufeff"), { code: "empty-file" }],
  ["blank lines alone", of("\n\r\n\r\n"), { code: "empty-file" }],
  ["comments alone", of("# a\n# b\n"), { code: "empty-file" }, undefined, { comment: "#" }],
  ["a PDF", of("%PDF-1.7\n%\xe2\xe3\n"), { code: "not-text", looksLike: "pdf" }],
  ["a workbook", of("PK\x03\x04\x14\0\x06\0"), { code: "not-text", looksLike: "xlsx" }],
  ["a gzip", of(gzipSync("a,b\n1,2\n")), { code: "not-text", looksLike: "gzip" }],
];

for (const [what, file, error, most = 8 * MB, options] of refused) {
  test(`${what}: ${error.code}`, async () => {
    const work = async () => {
      const sheet = await openSheet(file, options);
      await sheet.check().finally(() => sheet.close());
    };
    const { code, ...details } = error;
    await assert.rejects(work, (thrown) => {
      assert.deepEqual([thrown.code, thrown.details], [code, details]);
      assert.doesNotMatch(thrown.message, /undefined|Something went wrong/);
      return true;
    });
    if (!file.log) return;
    assert.ok(bytesRead(file) <= most, `${bytesRead(file) / MB} MB were read`);
    assert.ok(file.log.peak <= 8 * MB, `${file.log.peak / MB} MB were outstanding`);
  });
}

const read = [
  // [what, the file, records, errors, counts by code, issues kept]
  ["a header alone", of("a,b\n"), 0, 0, {}, 0],
  ["a header alone, without a line end", of("a,b"), 0, 0, {}, 0],
  ["a byte order mark and a header", of("\ufeffa,b"), 0, 0, {}, 0],
  ["UTF-16 without a mark", of(utf16("a,b\n1,2\n\n")), 1, 0, { "blank-line": 1 }, 1],
  [
    "100 MB of newlines below a header",
    filled(100 * MB, "a,b\n", "\n"),
    0,
    0,
    { "blank-line": 100 * MB - 4 },
    1,
  ],
  [
    "60 MB of blank lines and comments in turn",
    filled(60 * MB + 4, "a,b\n", "#\n\n"),
    0,
    0,
    { "comment-line": 20 * MB, "blank-line": 20 * MB },
    100,
    { comment: "#" },
  ],
  [
    "a line end in quotes, and so on",
    filled(MB + 3, "a,\n", '"\n'),
    MB / 4,
    0,
    { "empty-header": 1, "missing-cells": MB / 4 },
    1000,
    { delimiter: "," },
  ],
  [
    "a quote that is never closed, and 8 MB of lines",
    filled(8 * MB + 6, 'a,b\n"c', "\n1,23456"),
    MB + 1,
    1,
    { "missing-cells": 1, "unclosed-quote": 1 },
    2,
  ],
];

for (const [what, file, records, errors, byCode, kept, options] of read) {
  test(`${what}: ${records} records, ${errors} errors`, async () => {
    const sheet = await openSheet(file, options);
    const result = await sheet.check();
    assert.deepEqual([result.records, result.errors, result.byCode], [records, errors, byCode]);
    assert.equal(result.issues.length, kept);
    if (file.log) assert.ok(file.log.peak <= 8 * MB, `${file.log.peak / MB} MB were outstanding`);
    await sheet.close();
  });
}
