// Progress comes from the worker by a port of its own, so it may arrive after the answer that it belongs before.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startBrowser } from "../support/browser.mjs";
import { startSite } from "../support/site.mjs";

let browser;
let site;
before(async () => {
  browser = await startBrowser();
  site = await startSite("localhost", { pkg: true });
  site.files = { "/": "<!doctype html><title>Progress</title>" };
});
after(async () => {
  await browser?.close();
  await site?.close();
});

test("nobody hears of progress after a check's end, in any of a hundred checks", async () => {
  const page = await browser.newPage();
  await page.goto(site.origin);
  const late = await page.evaluate(async () => {
    const { openSheet } = await import("/pkg/client.js");
    const file = new Blob([`n\n${"12345\n".repeat(30_000)}`]);
    let late = 0;
    for (let run = 0; run < 100; run += 1) {
      const sheet = await openSheet(file);
      let ended = false;
      await sheet.check({ onProgress: () => (late += ended ? 1 : 0) });
      ended = true;
      await new Promise((soon) => setTimeout(soon, 2));
      await sheet.close();
    }
    return late;
  });
  assert.equal(late, 0);
});
