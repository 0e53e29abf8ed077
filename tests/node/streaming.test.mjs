// What must hold whatever the file's size: little of it in memory, pages made only when pulled, rows while checking.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { test } from "node:test";
import { openSheet } from "../../pkg/node.js";
import { bytesRead, InstrumentedBlob } from "../support/instrumented-blob.mjs";

const MB = 1 << 20;

/** Rows of 32 bytes, `0000000001,"a` LF `b",…`: a header first, then the row's number in every row. */
const ROW = 32;
function rowsAt(from, size, encode = (text) => text) {
  const first = Math.floor(from / ROW);
  const count = Math.ceil((from + size) / ROW) - first;
  let text = "";
  for (let row = first; row < first + count; row += 1) {
    const line = row === 0 ? "number,text" : `${String(row).padStart(10, "0")},"a\nb"`;
    text += `${line.padEnd(ROW - 1)}\n`;
  }
  const bytes = Buffer.from(encode(text), "latin1");
  return Uint8Array.from(bytes.subarray(from - first * ROW, from - first * ROW + size)).buffer;
}

test("this file runs with --expose-gc", () => assert.equal(typeof globalThis.gc, "function"));

test("at most 32 MB of a file are outstanding through check, rows and pages", async () => {
  const blob = new InstrumentedBlob(100 * MB, rowsAt);
  const sheet = await openSheet(blob);
  await sheet.check();
  await sheet.rows(3_000_000, 50);
  let records = 0;
  for await (const page of sheet.pages({ chunkSize: 5000 })) records += page.pageSize;
  await sheet.close();
  assert.equal(records, (100 * MB) / ROW - 1);
  assert.ok(blob.log.peak < 32 * MB, `${blob.log.peak / MB} MB were outstanding`);
  assert.ok(blob.log.peak > MB, "the instrument counts nothing");
});

test("a page is made only when it is pulled, and little is read ahead of it", async () => {
  const blob = new InstrumentedBlob(64 * MB, rowsAt);
  const sheet = await openSheet(blob);
  await sheet.check();
  blob.log.reads.length = 0;
  const pages = sheet.pages({ chunkSize: 100 });
  await pages.next();
  await new Promise((resolve) => setTimeout(resolve, 50));
  const read = bytesRead(blob);
  assert.ok(read <= 8 * MB, `${read / MB} MB were read for one page of 3 kB`);
  await pages.next();
  assert.equal(bytesRead(blob), read, "the second page was in what was read");
  await pages.return();
  await sheet.close();
});

test("a file whose pages are cut by bytes is read twice: its pages are counted while it is checked", async () => {
  const cut = { chunkSize: 1000, maxPageBytes: 8000, extra: { by: "me" } };
  for (const ask of [
    async (sheet) => {
      await sheet.check({ pages: cut });
      for await (const page of sheet.pages(cut)) page.release();
    },
    (sheet) => sheet.send({ ...cut, onPage: () => {} }),
  ]) {
    const blob = new InstrumentedBlob(16 * MB, rowsAt);
    const sheet = await openSheet(blob);
    await ask(sheet);
    await sheet.close();
    assert.equal(Math.round(bytesRead(blob) / (16 * MB)), 2);
  }
});

test("send() makes the next page only after onPage's promise is fulfilled", async () => {
  const sheet = await openSheet(new InstrumentedBlob(4 * MB, rowsAt));
  let made = 0;
  let taken = 0;
  await sheet.send({
    chunkSize: 20_000,
    maxPageBytes: 100 * MB,
    onPage: async (page) => {
      made += 1;
      assert.equal(made, taken + 1, "a page was made that nobody had asked for");
      assert.equal(page.page, made);
      await new Promise((resolve) => setTimeout(resolve, 5));
      taken += 1;
    },
  });
  assert.equal(taken, 7);
  await sheet.close();
});

const utf16 = (from, size) => {
  // Two bytes a letter: the text's bytes, each followed by zero; no byte order mark.
  const start = from - (from % 2);
  const latin = new Uint8Array(rowsAt(start / 2, Math.ceil((from + size - start) / 2)));
  const wide = new Uint8Array(latin.length * 2);
  latin.forEach((byte, at) => {
    wide[at * 2] = byte;
  });
  return wide.slice(from - start, from - start + size).buffer;
};

/** A character of two bytes in place of the `a`. */
const shiftJis = (from, size) => rowsAt(from, size, (text) => text.replaceAll('"a\nb" ', '"\x93\xfa\nb"'));

for (const [name, bytes, encoding] of [
  ["UTF-8", rowsAt, "utf-8"],
  ["UTF-16", utf16, "utf-16le"],
  ["Shift_JIS", shiftJis, "shift_jis"],
]) {
  test(`rows() answers while check() runs, with line breaks in quotes, in ${name}`, async () => {
    const blob = new InstrumentedBlob(24 * MB, bytes);
    const sheet = await openSheet(blob);
    assert.equal(sheet.dialect.encoding, encoding);
    let running = true;
    let progressed = 0;
    const early = [];
    const check = sheet.check({
      onProgress: ({ records }) => {
        progressed += 1;
        if (progressed === 2) early.push(...[0, 1500, Math.floor(records / 2)].map((start) => readAt(start)));
      },
    });
    const readAt = async (start) => {
      const rows = await sheet.rows(start, 50);
      return { rows, start, whileRunning: running };
    };
    check.finally(() => {
      running = false;
    });
    await check;
    assert.equal(early.length, 3);
    for (const { rows, start, whileRunning } of await Promise.all(early)) {
      assert.equal(rows.length, 50);
      rows.forEach((cells, at) => {
        assert.equal(Number(cells[0]), start + at + 1);
        assert.match(cells[1], /^[a日]\nb/);
      });
      assert.ok(whileRunning, `rows(${start}) waited for the check's end`);
    }
    await sheet.close();
  });
}

for (const [name, bytes] of [
  ["UTF-16", utf16],
  ["Shift_JIS", shiftJis],
]) {
  test(`the first rows of 1 GB of ${name} take at most 4 MB of it`, async () => {
    const blob = new InstrumentedBlob(1024 * MB, bytes);
    const sheet = await openSheet(blob);
    assert.equal((await sheet.rows(0, 50)).length, 50);
    await sheet.close();
    assert.ok(bytesRead(blob) <= 4 * MB, `${bytesRead(blob) / MB} MB were read`);
  });

  test(`at most 32 MB of a file in ${name} are outstanding through check and pages`, async () => {
    const blob = new InstrumentedBlob(48 * MB, bytes);
    const sheet = await openSheet(blob);
    await sheet.check();
    let records = 0;
    for await (const page of sheet.pages({ chunkSize: 5000 })) records += page.pageSize;
    await sheet.close();
    assert.equal(records, (48 * MB) / ROW / (name === "UTF-16" ? 2 : 1) - 1);
    assert.ok(blob.log.peak < 32 * MB, `${blob.log.peak / MB} MB were outstanding`);
  });
}

test("rows() reads at most two blocks of 1,024 rows", async () => {
  const blob = new InstrumentedBlob(24 * MB, rowsAt);
  const sheet = await openSheet(blob);
  await sheet.check();
  for (const start of [0, 1000, 1023, 1024, 300_000, 700_001]) {
    blob.log.reads.length = 0;
    assert.equal(Number((await sheet.rows(start, 50))[0][0]), start + 1);
    const read = bytesRead(blob);
    assert.ok(read <= 2 * 1024 * ROW, `${read} bytes were read for rows from ${start}`);
  }
  assert.deepEqual(await sheet.rows(10_000_000, 5), [], "behind the end there are none");
  await sheet.close();
});

test("rows() far in a file that nobody has checked yet waits for what it needs, and no longer", async () => {
  const sheet = await openSheet(new InstrumentedBlob(24 * MB, rowsAt));
  assert.equal(Number((await sheet.rows(300_000, 1))[0][0]), 300_001);
  await sheet.close();
});

test("an aborted check ends with `aborted`, and a later one starts anew", async () => {
  const sheet = await openSheet(new InstrumentedBlob(24 * MB, rowsAt));
  const controller = new AbortController();
  const stopped = sheet.check({ signal: controller.signal, onProgress: () => controller.abort() });
  await assert.rejects(stopped, { name: "SheethookError", code: "aborted" });
  assert.equal((await sheet.check()).records, (24 * MB) / ROW - 1);
  await sheet.close();
});

test("two who want the check share one, and one of them may leave", async () => {
  const blob = new InstrumentedBlob(8 * MB, rowsAt);
  const sheet = await openSheet(blob);
  blob.log.reads.length = 0;
  const controller = new AbortController();
  const leaves = sheet.check({ signal: controller.signal, onProgress: () => controller.abort() });
  const stays = sheet.check();
  await assert.rejects(leaves, { code: "aborted" });
  assert.equal((await stays).records, (8 * MB) / ROW - 1);
  assert.equal(bytesRead(blob), 8 * MB - ROW, "the rows were read once");
  await sheet.close();
});

test("another mapping in the middle of a check stops it; the next check is of the new mapping", async () => {
  const template = { code: "t", columns: [{ key: "number", type: "integer", required: true }] };
  const sheet = await openSheet(new InstrumentedBlob(8 * MB, rowsAt), { template });
  const first = assert.rejects(sheet.check(), { code: "aborted" });
  await sheet.setMapping({ number: 1 });
  await first;
  const { records, errors } = await sheet.check();
  assert.equal(errors, records, "text is no integer");
  await sheet.close();
});

test("a blocked file sends nothing, and the error says how many and where", async () => {
  const server = createServer(() => assert.fail("a request was made"));
  await once(server.listen(0, "127.0.0.1"), "listening");
  const template = { code: "t", columns: [{ key: "n", type: "number" }] };
  const sheet = await openSheet(new Blob(["n\n1\nx\n3\ny\n"]), { template });
  const sent = sheet.send({ destination: { url: `http://127.0.0.1:${server.address().port}/` } });
  await assert.rejects(sent, ({ code, message, details }) => {
    assert.equal(code, "blocked");
    assert.match(message, /2 errors in 2 rows.*row 2, column n/);
    assert.deepEqual(
      details.issues.map(({ row }) => row),
      [2, 4],
    );
    return true;
  });
  await sheet.close();
  server.close();
});

test("close() ends what is under way, and what comes after it", async () => {
  const sheet = await openSheet(new InstrumentedBlob(4 * MB, rowsAt));
  const pages = sheet.pages({ chunkSize: 1000 });
  await pages.next();
  await sheet.close();
  await assert.rejects(pages.next(), { code: "closed" });
  await assert.rejects(sheet.check(), { code: "closed" });
  await assert.rejects(sheet.rows(0, 1), { code: "closed" });
});

test("a listener that throws ends its own check, and nobody else's", async () => {
  const sheet = await openSheet(new InstrumentedBlob(4 * MB, rowsAt));
  const throws = () => {
    throw new Error("mine");
  };
  const [mine, other] = await Promise.allSettled([sheet.check({ onProgress: throws }), sheet.check()]);
  assert.match(mine.reason.message, /mine/);
  assert.equal(other.value.records, (4 * MB) / ROW - 1);
  await sheet.close();
});

test("a file that could not be read once can be checked again", async () => {
  const blob = new InstrumentedBlob(4 * MB, rowsAt);
  const sheet = await openSheet(blob);
  const { slice } = blob;
  blob.slice = () => ({ ...blob, stream: undefined, arrayBuffer: () => Promise.reject(new Error("gone")) });
  await assert.rejects(sheet.check(), { code: "unreadable" });
  blob.slice = slice;
  assert.equal((await sheet.check()).records, (4 * MB) / ROW - 1);
  await sheet.close();
});

test("what is no text, place or count is refused by name, not by a trap", async () => {
  const sheet = await openSheet(new Blob(["a,b\n1,2\n"]));
  const refused = { code: "bad-option" };
  for (const uploadId of [5, true, {}]) await assert.rejects(sheet.pages({ uploadId }).next(), refused);
  for (const a of [0.5, Number.NaN, 2 ** 32, -5, "0", {}, [[0]], true]) {
    await assert.rejects(sheet.setMapping({ a }), { code: "mapping-invalid" }, String(a));
  }
  for (const changes of [[], 5, "a", null, { a: 5n }])
    await assert.rejects(sheet.setMapping(changes), refused);
  for (const at of [-1, 0.5, Number.NaN]) await assert.rejects(sheet.rows(at, 1), refused);
  assert.deepEqual(await sheet.rows(2 ** 42, 1), []);
  await sheet.close();
  for (const options of [{ delimiter: 5 }, { quote: true }, { encoding: 8 }]) {
    await assert.rejects(openSheet(new Blob(["a"]), options), refused);
  }
});
