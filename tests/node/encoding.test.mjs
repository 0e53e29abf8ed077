// Which encoding a file is taken for, how sure that is, and that its text arrives whole.
import assert from "node:assert/strict";
import { test } from "node:test";
import { build } from "esbuild";
import { openSheet } from "../../pkg/node.js";
import { encode } from "../support/encode.mjs";
import { SAMPLES, UNSEEN_SAMPLES } from "../support/encoded-samples.mjs";

const root = new URL("../../", import.meta.url).pathname;
const bundle = { entryPoints: [`${root}js/driver/encoding.ts`], bundle: true, format: "esm", write: false };
const { outputFiles } = await build(bundle);
const module = `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`;
const { findEncoding } = await import(module);

const find = (bytes) => findEncoding(async (from, to) => bytes.subarray(from, to), bytes.length);

/** What the bytes say in the encoding that is found, and how sure that is. */
async function read(bytes) {
  const { encoding, confidence } = await find(bytes);
  assert.ok(confidence >= 0 && confidence <= 1, `${confidence}`);
  const decoder = new TextDecoder(encoding);
  const text = decoder.decode(bytes, { stream: true }) + decoder.decode();
  return { encoding, confidence, text: text.normalize() };
}

const each = SAMPLES.flatMap(([name, encodings, text]) =>
  encodings.split(" ").map((encoding) => ({ name, encoding, text: text.normalize() })),
);

test(`the text of ${each.length} short tables, each in its encodings, is right`, async (t) => {
  assert.ok(SAMPLES.length >= 60 && each.length >= 100);
  const wrong = [];
  const otherName = [];
  for (const { name, encoding, text } of each) {
    const found = await read(encode(text, encoding));
    const line = `${name} in ${encoding}: ${found.encoding}, ${found.confidence.toFixed(2)}`;
    if (found.text !== text) wrong.push(line);
    else if (found.encoding !== encoding) otherName.push(line);
  }
  t.diagnostic(`${each.length - wrong.length} of ${each.length} right`);
  for (const line of otherName) t.diagnostic(`the same text under another name: ${line}`);
  assert.deepEqual(wrong, []);
});

test("of single rows nearly all are right, and those that are wrong are said to be unsure", async (t) => {
  const rows = each.flatMap(({ text, ...rest }) =>
    text
      .trim()
      .split("\r\n")
      .map((row) => ({ ...rest, row })),
  );
  let right = 0;
  for (const { name, encoding, row } of rows) {
    const found = await read(encode(row, encoding));
    if (found.text === row) right += 1;
    else {
      t.diagnostic(`${name} in ${encoding}: ${found.encoding}, ${found.confidence.toFixed(2)}: ${row}`);
      assert.ok(found.confidence < 0.7, `${row} in ${encoding}: sure that it is ${found.encoding}`);
    }
  }
  t.diagnostic(`${right} of ${rows.length} right`);
  assert.ok(right / rows.length > 0.95, `${right} of ${rows.length}`);
});

test("of tables that the rules were not made with nearly all are right", async (t) => {
  let right = 0;
  for (const [encoding, text] of UNSEEN_SAMPLES) {
    const found = await read(encode(text, encoding));
    if (found.text === text.normalize()) right += 1;
    else {
      t.diagnostic(`${encoding} read as ${found.encoding}, ${found.confidence.toFixed(2)}: ${found.text}`);
      assert.ok(found.confidence < 0.7, `${text} in ${encoding}: sure that it is ${found.encoding}`);
    }
  }
  t.diagnostic(`${right} of ${UNSEEN_SAMPLES.length} right`);
  assert.ok(right / UNSEEN_SAMPLES.length > 0.95);
});

const ascii = (count) => "id,name\n".repeat(count);

for (const [name, bytes, encoding, least, most] of [
  ["nothing", Buffer.alloc(0), "utf-8", 1, 1],
  ["ASCII, all of it seen", Buffer.from(ascii(3)), "utf-8", 1, 1],
  ["ASCII as far as was looked", Buffer.from(ascii(40_000)), "utf-8", 0.9, 0.9],
  ["UTF-8 at the end only", Buffer.from(`${ascii(40_000)}1,José\n`), "utf-8", 1, 1],
  [
    "windows-1252 at the end only",
    encode(`${ascii(40_000)}1,José\n`, "windows-1252"),
    "windows-1252",
    0.5,
    0.99,
  ],
  [
    "Shift_JIS in the last third only, cut anywhere",
    encode(ascii(20_000) + "1,東京都,おおさか\n".repeat(20_001), "shift_jis"),
    "shift_jis",
    0.9,
    0.99,
  ],
  ["UTF-8 cut off by the sample's end", Buffer.from(`${"a".repeat(65_535)}é,東京\n`), "utf-8", 1, 1],
  ["UTF-8 with a broken byte", Buffer.from("c3a92cc3a82cff2cc3b6c3bc0a", "hex"), "utf-8", 0.7, 0.9],
  ["UTF-8 with a mark, then broken", Buffer.from("efbbbfff2ce90a", "hex"), "utf-8", 1, 1],
  ["UTF-16 with a mark, the low byte first", Buffer.from("fffe6100", "hex"), "utf-16le", 1, 1],
  ["UTF-16 with a mark, the high byte first", Buffer.from("feff0061", "hex"), "utf-16be", 1, 1],
  ["NUL characters in ASCII", Buffer.from("a,b\n\0,\0\n\0\0,1\n2,\0x\n"), "utf-8", 1, 1],
]) {
  test(`found: ${name}`, async () => {
    const found = await find(bytes);
    assert.equal(found.encoding, encoding);
    assert.ok(found.confidence >= least && found.confidence <= most, `${found.confidence}`);
  });
}

for (const [label, encoding, bytes] of [
  ["utf8", "utf-8", encode("a\né\n", "utf-8")],
  ["UTF-16", "utf-16le", encode("a\né\n", "utf-16le")],
  ["latin1", "windows-1252", encode("a\né\n", "windows-1252")],
  ["iso-8859-9", "windows-1254", encode("a\né\n", "windows-1254")],
  ["sjis", "shift_jis", Buffer.from("a\n\x8e\xa1\n", "latin1")],
  ["GBK", "gbk", encode("a\né\n", "gb18030")],
]) {
  test(`the option takes the label ${label}`, async () => {
    const sheet = await openSheet(new Blob([bytes]), { encoding: label });
    assert.equal(sheet.dialect.encoding, encoding);
    assert.deepEqual(await sheet.rows(0, 1), [[label === "sjis" ? "治" : "é"]]);
    await sheet.close();
  });
}

for (const encoding of ["ebcdic", "", "iso-2022-kr", "replacement"]) {
  test(`the option refuses ${encoding || "an empty label"}`, async () => {
    await assert.rejects(openSheet(new Blob(["a\n1\n"]), { encoding }), {
      code: "bad-option",
      details: {
        option: "encoding",
        reason: `must be an encoding that this platform knows, such as utf-8, windows-1252 or shift_jis, not "${encoding}"`,
      },
    });
  });
}

for (const [looksLike, hex] of [
  ["utf-32", "fffe000061000000"],
  ["utf-32", "0000feff00000061"],
  ["xls", "d0cf11e0a1b11ae1"],
]) {
  for (const encoding of [undefined, "windows-1252"]) {
    test(`what begins with ${hex} is refused as ${looksLike}, said to be ${encoding ?? "nothing"}`, async () => {
      const opened = openSheet(new Blob([Buffer.from(hex, "hex")]), { encoding });
      await assert.rejects(opened, { code: "not-text", details: { looksLike } });
    });
  }
}

const MB = 1 << 20;

for (const [encoding, text] of [
  ["shift_jis", "東京,ｱｲｳ,a表b\n"],
  ["gb18030", "北京,上海,a中b\n"],
  ["euc-kr", "서울,부산,a한b\n"],
  ["utf-16le", "é,🦀,a東b\n"],
  ["utf-16be", "é,🦀,a東b\n"],
  ["windows-1252", "é,€,a’b\n"],
]) {
  test(`${encoding} cut anywhere by a chunk of 1 MB arrives whole`, async () => {
    const unit = encoding.startsWith("utf-16") ? 2 : 1;
    const row = encode(text, encoding);
    for (let cut = 0; cut <= row.length; cut += 1) {
      // An odd cut of UTF-16 can't be made with whole characters before it.
      if (cut % unit !== 0) continue;
      const before = encode(`a,b,c\n${"x".repeat(MB / unit - 7 - cut / unit)}\n`, encoding);
      assert.equal(before.length, MB - cut);
      const sheet = await openSheet(new Blob([before, row, row]), { encoding });
      const { byCode } = await sheet.check();
      assert.equal(byCode["broken-encoding"], undefined);
      const cells = text.trim().split(",");
      assert.deepEqual(await sheet.rows(1, 2), [cells, cells], `cut after ${cut} bytes`);
      await sheet.close();
    }
  });
}
