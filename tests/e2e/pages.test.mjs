// Pages pulled through the worker, several in a message: each comes once, in order, and whole.
import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, rmSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { samplePath } from "../../scripts/setup.mjs";
import { startBrowser } from "../support/browser.mjs";
import { startSite } from "../support/site.mjs";

const RECORDS = 336_776;

let browser;
let site;
let folder;
before(async () => {
  browser = await startBrowser();
  site = await startSite("localhost", { pkg: true });
  site.files = { "/": "<!doctype html><title>Pages</title><input type=file>" };
  folder = mkdtempSync(join(tmpdir(), "sheethook-pages-"));
});
after(async () => {
  await browser?.close();
  await site?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function choose(path) {
  const page = await browser.newPage();
  await page.goto(site.origin);
  await page.setInputFiles("input", path);
  return page;
}

test("what was kept of the pages is not written over by what was released", async () => {
  const page = await choose(samplePath);
  const { order, kept } = await page.evaluate(async () => {
    const { openSheet } = await import("/pkg/client.js");
    const sheet = await openSheet(document.querySelector("input").files[0]);
    const [order, pages] = [[], []];
    for await (const page of sheet.pages({ chunkSize: 500 })) {
      order.push(page.page);
      if (page.page % 3 === 0) pages.push(page);
      else page.release();
    }
    await sheet.close();
    const kept = pages.map((page) => [page.page, page.json().page, page.json().data.length, page.pageSize]);
    return { order, kept };
  });
  const total = Math.ceil(RECORDS / 500);
  assert.deepEqual(
    order,
    Array.from({ length: total }, (_, at) => at + 1),
  );
  for (const [number, written, records, size] of kept) {
    assert.equal(written, number);
    assert.equal(records, size);
  }
});

test("a file that is cut off while its pages are pulled: the pages before come, then the error, and no early end", async () => {
  const path = join(folder, "changing.csv");
  copyFileSync(samplePath, path);
  const page = await choose(path);
  await page.exposeFunction("change", () => truncateSync(path, 1 << 20));
  const { order, code } = await page.evaluate(async () => {
    const { openSheet } = await import("/pkg/client.js");
    const sheet = await openSheet(document.querySelector("input").files[0]);
    const order = [];
    try {
      for await (const page of sheet.pages({ chunkSize: 100 })) {
        order.push(page.page);
        if (page.page === 1) await window.change();
      }
      return { order, code: "none" };
    } catch ({ code }) {
      return { order, code };
    }
  });
  assert.equal(code, "file-changed");
  assert.deepEqual(
    order,
    order.map((_, at) => at + 1),
  );
});
