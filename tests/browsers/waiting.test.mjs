// A reader that waits, and a file of more than 500 MB: what is read, and when.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inEachBrowser, inPage, openPage } from "../support/webdriver.mjs";

/** The worker, which tells on a channel how much of the file it has read so far. */
const COUNTING_WORKER = `
  import "/pkg/worker.js";
  let read = 0;
  const { arrayBuffer } = Blob.prototype;
  Blob.prototype.arrayBuffer = async function () {
    const bytes = await arrayBuffer.call(this);
    read += bytes.byteLength;
    return bytes;
  };
  // WebKit's workers have none: there slices are read.
  const reader = globalThis.ReadableStreamBYOBReader?.prototype;
  const readStream = reader?.read;
  if (reader) reader.read = async function (view) {
    const result = await readStream.call(this, view);
    read += result.value?.byteLength ?? 0;
    return result;
  };
  const channel = new BroadcastChannel("bytes read");
  channel.onmessage = () => channel.postMessage(read);`;

const MB = 1 << 20;

inEachBrowser("Waiting", (at) => {
  let site;
  before(async () => {
    site = await openPage(at.driver);
    site.files["/worker.js"] = COUNTING_WORKER;
  });
  after(() => site?.close());
  const run = (work, ...args) => inPage(at.driver, work, ...args);

  for (const way of ["pages()", "send({ onPage })"]) {
    // Whoever reads on while a page is held piles up what the consumer can't take.
    test(`a consumer that keeps the first page of ${way} stops the reading, and then gets the rest`, async () => {
      const { size, opened, checked, held, all, records } = await run(async (way) => {
        const row = "1234567,text of thirty-two byte\n";
        const file = new Blob(["n,t\n", ...Array(24).fill(new Blob([row.repeat((1 << 20) / 32)]))]);
        const worker = () => new Worker("/worker.js", { type: "module" });
        const channel = new BroadcastChannel("bytes read");
        const bytesRead = () =>
          new Promise((resolve) => {
            channel.onmessage = ({ data }) => resolve(data);
            channel.postMessage("how many?");
          });
        const sheet = await window.openSheet(file, { worker });
        const opened = await bytesRead();
        await sheet.check();
        const checked = await bytesRead();
        let held = 0;
        let records = 0;
        const consume = async (page) => {
          records += page.pageSize;
          if (page.page > 1) return;
          await new Promise((later) => setTimeout(later, 1000));
          held = await bytesRead();
        };
        if (way === "pages()") for await (const page of sheet.pages()) await consume(page);
        else await sheet.send({ onPage: consume });
        const all = await bytesRead();
        await sheet.close();
        return { size: file.size, opened, checked, held, all, records };
      }, way);
      assert.ok(opened <= MB, `${opened} bytes were read to open it`);
      assert.ok(checked - opened >= size - 4, `the check read ${checked - opened} bytes of ${size}`);
      assert.ok(held - checked <= 4 * MB, `${held - checked} bytes were read while the first page was held`);
      assert.ok(all - checked >= size - 4, `the pages took ${all - checked} bytes of ${size}`);
      assert.equal(records, (24 * MB) / 32);
    });
  }

  // 2^29 is where V8's longest string ends, and a Blob of parts needs no disk.
  test("a file of 545 MB: every record and page is counted, its end is read, and the page's own thread lives", async (t) => {
    const { size, count, byCode, last, sums, ticks, longest } = await run(async () => {
      const row = `1234567,${"0123456789".repeat(9)}\n`;
      const part = new Blob([row.repeat(10_000)]);
      const file = new Blob(["n,text\n", ...Array(550).fill(part), "7654321,the end\n"]);
      const ticks = { check: 0, pages: 0 };
      let [phase, longest, since] = ["check", 0, performance.now()];
      const timer = setInterval(() => {
        const now = performance.now();
        longest = Math.max(longest, now - since);
        since = now;
        ticks[phase] += 1;
      }, 4);
      const template = { code: "t", columns: [{ key: "n", type: "integer" }, { key: "text" }] };
      const sheet = await window.openSheet(file, { template });
      const { records: count, byCode } = await sheet.check();
      phase = "pages";
      const last = await sheet.rows(count - 2, 5);
      const sums = { pages: 0, records: 0, totalPages: 0, lastPage: 0 };
      for await (const page of sheet.pages({ chunkSize: 5000, maxPageBytes: 1 << 20 })) {
        sums.pages += 1;
        sums.records += page.pageSize;
        sums.totalPages = page.totalPages;
        sums.lastPage = page.pageSize;
        page.release();
      }
      clearInterval(timer);
      await sheet.close();
      return { size: file.size, count, byCode, last, sums, ticks, longest };
    });
    t.diagnostic(`the longest gap of a 4 ms timer: ${Math.round(longest)} ms`);
    assert.ok(size > 2 ** 29, `${size} bytes`);
    assert.equal(count, 5_500_001);
    assert.equal(byCode["not-integer"], undefined);
    assert.deepEqual(last, [
      ["1234567", "0123456789".repeat(9)],
      ["7654321", "the end"],
    ]);
    assert.deepEqual(sums, { pages: 1101, records: 5_500_001, totalPages: 1101, lastPage: 1 });
    assert.ok(ticks.check > 0 && ticks.pages > 0, JSON.stringify(ticks));
  });
});
