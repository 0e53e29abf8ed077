// What chunks cut, what headers and rows may look like, and a reader that waits: the same in every browser.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inEachBrowser, inPage, openPage } from "../support/webdriver.mjs";

inEachBrowser("Reading", (at) => {
  let site;
  before(async () => {
    site = await openPage(at.driver);
  });
  after(() => site?.close());
  const run = (work, ...args) => inPage(at.driver, work, ...args);

  // A decoder that is not told that more follows puts U+FFFD for each part of a character.
  test("a character that a chunk of 1 MB cuts arrives whole, wherever it is cut", async () => {
    const { faults, cuts } = await run(async () => {
      const CHUNK = 1 << 20;
      const faults = [];
      const cuts = new Set();
      const character = "é日🦀";
      for (let shift = 0; shift < 9; shift += 1) {
        const header = `n,text,x${"x".repeat(shift)}`;
        const rows = Array.from({ length: 2200 }, (_, n) => [
          String(n).padStart(7, "0"),
          character.repeat(112),
          "z",
        ]);
        const text = `${header}\n${rows.map((cells) => `${cells}\n`).join("")}`;
        const bytes = new TextEncoder().encode(text);
        for (const end of [CHUNK, 2 * CHUNK]) {
          let start = end;
          while ((bytes[start] & 0xc0) === 0x80) start -= 1;
          const size = bytes[start] >= 0xf0 ? 4 : bytes[start] >= 0xe0 ? 3 : 2;
          if (start < end) cuts.add(`${end - start} of ${size} bytes`);
        }
        const { records, byCode } = await window.imported([bytes]);
        const read = records.map((record) => `${Object.values(record)}\n`).join("");
        if (`${header}\n${read}` !== text) faults.push(`shifted by ${shift}: another text`);
        if (read.includes("\ufffd")) faults.push(`shifted by ${shift}: U+FFFD`);
        if (byCode["broken-encoding"]) faults.push(`shifted by ${shift}: told as broken`);
      }
      return { faults, cuts: [...cuts].sort() };
    });
    assert.deepEqual(faults, []);
    const every = ["1 of 2", "1 of 3", "1 of 4", "2 of 3", "2 of 4", "3 of 4"];
    assert.deepEqual(
      cuts,
      every.map((cut) => `${cut} bytes`),
      "chunks did end there",
    );
  });

  for (const [name, ending, quote] of [
    ["CR LF", "\r\n", ""],
    ["CR LF after a quoted cell", "\r\n", '"'],
    ["CR", "\r", ""],
    ["LF", "\n", ""],
  ]) {
    // Whoever sees CR and LF as two ends counts an empty record, or a line, too many.
    test(`${name} at the ends of chunks is one line ending: records and lines are counted right`, async () => {
      const faults = await run(
        async (ending, quote) => {
          const faults = [];
          for (const shift of [-1, 0, 1]) {
            const rows = [];
            let length = "n,text".length + ending.length;
            const add = (bytes) => {
              const n = `${rows.length}`;
              rows.push([n, "x".repeat(bytes - n.length - 1 - 2 * quote.length - ending.length)]);
              length += bytes;
            };
            for (const end of [64 << 10, 256 << 10, 1 << 20, 2 << 20]) {
              while (length < end - 400) add(200);
              // Its line ending begins one byte before the chunk's end, or beside that.
              add(end - 1 + shift - length + ending.length);
            }
            const lines = rows.map(([n, text]) => `${n},${quote}${text}${quote}${ending}`);
            rows.push(["wide", "row"]);
            const parts = [`n,text${ending}`, ...lines, `wide,row,too wide${ending}`];
            const { count, records, dialect, issues } = await window.imported(parts);
            const told = issues.find(({ code }) => code === "extra-cells");
            if (told?.line !== rows.length + 1) faults.push(`shift ${shift}: the last line is ${told?.line}`);
            if (count !== rows.length) faults.push(`shift ${shift}: ${count} records of ${rows.length}`);
            if (dialect.newline !== ending) faults.push(`shift ${shift}: taken for another line ending`);
            const wrong = rows.findIndex((cells, at) => `${Object.values(records[at] ?? {})}` !== `${cells}`);
            if (wrong !== -1) faults.push(`shift ${shift}: record ${wrong + 1} is not what the file says`);
          }
          return faults;
        },
        ending,
        quote,
      );
      assert.deepEqual(faults, []);
    });
  }

  for (const [name, ending] of [
    ["CR LF", "\r\n"],
    ["CR", "\r"],
    ["LF", "\n"],
  ]) {
    // Whoever guesses from the first chunk alone sees no line ending, or half of one.
    test(`the line ending ${name} is found where the first row is longer than what is looked at first`, async () => {
      const faults = await run(async (ending) => {
        const faults = [];
        const say = (what, { count, records, dialect }) => {
          if (dialect.newline !== ending) faults.push(`${what}: another line ending`);
          if (count !== 2) faults.push(`${what}: ${count} records`);
          if (records[1].a !== "3") faults.push(`${what}: the last record is ${JSON.stringify(records[1])}`);
        };
        for (const end of [64 << 10, (256 << 10) - 2]) {
          for (const shift of [-1, 0, 1]) {
            const header = `a,${"h".repeat(end - 1 + shift - "a,".length)}`;
            const parts = [header, ending, "1,2", ending, "3,4", ending];
            say(`headers of ${header.length} bytes`, await window.imported(parts));
          }
        }
        for (const length of [300_000, (1 << 20) - 6, 3_000_000]) {
          const parts = [`a,b${ending}`, "x".repeat(length), `,2${ending}`, `3,4${ending}`];
          say(`a first record of ${length} bytes`, await window.imported(parts));
        }
        return faults;
      }, ending);
      assert.deepEqual(faults, []);
    });
  }

  // Whoever names repeated headers anew in every run gives a_2_2.
  test("repeated headers are a, a_2, a_3 in the check, in a second run, and after another mapping", async () => {
    const seen = await run(async () => {
      const sheet = await window.openSheet(new Blob(["a,a,a\n1,2,3\n"]));
      const seen = [];
      const see = async () => {
        await sheet.check();
        seen.push(sheet.mapping.columns.map(({ key }) => key).join());
        for await (const page of sheet.pages()) seen.push(JSON.stringify(page.json().data));
      };
      await see();
      await see();
      await sheet.setMapping({ a_2: 2, a_3: null });
      await see();
      await sheet.setMapping({ a_2: 1, a_3: 2 });
      await see();
      await sheet.close();
      return seen;
    });
    const first = ["a,a_2,a_3", '[{"a":"1","a_2":"2","a_3":"3"}]'];
    const mapped = ["a,a_2,a_3", '[{"a":"1","a_2":"3","a_3":null}]'];
    assert.deepEqual(seen, [...first, ...first, ...mapped, ...first]);
  });

  for (const [name, options] of [
    ["without a template", {}],
    ["with one", { template: { code: "t", onInvalid: "include", columns: [{ key: "a" }, { key: "b" }] } }],
  ]) {
    // Whoever lets cells shift, or drops the row, loses data without a word.
    test(`rows wider than the header, ${name}: told with their line, and no other record changes`, async () => {
      const { issues, records } = await run(async (options) => {
        const text = 'a,b\n1,2\n3,4,5,6\n"7\n7",8\n9,10,,\n11,12\n';
        return window.imported([text], options);
      }, options);
      assert.deepEqual(
        issues
          .filter(({ code }) => code === "extra-cells")
          .map(({ row, line, severity, expected, found }) => ({ row, line, severity, expected, found })),
        [
          { row: 2, line: 3, severity: "error", expected: 2, found: 4 },
          { row: 4, line: 6, severity: "warning", expected: 2, found: 4 },
        ],
      );
      assert.deepEqual(records, [
        { a: "1", b: "2" },
        { a: "3", b: "4" },
        { a: "7\n7", b: "8" },
        { a: "9", b: "10" },
        { a: "11", b: "12" },
      ]);
    });
  }
});
