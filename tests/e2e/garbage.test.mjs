// A browser that collects garbage all the time: what waits for the file must not be taken for garbage.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { samplePath } from "../../scripts/setup.mjs";
import { startBrowser } from "../support/browser.mjs";
import { startSite } from "../support/site.mjs";

let browser;
let site;
before(async () => {
  browser = await startBrowser("--js-flags=--expose-gc");
  site = await startSite("localhost", { pkg: true });
  site.files = {
    "/": "<!doctype html><title>Garbage</title><input type=file>",
    "/worker.js": `import "/pkg/worker.js"; setInterval(gc, 1);`,
  };
});
after(async () => {
  await browser?.close();
  await site?.close();
});

// Chromium collects a BYOB reader to which nothing points but what waits for it; its read then never ends.
test("a check and the pages come to their end though garbage is collected between any two reads", async () => {
  const page = await browser.newPage();
  await page.goto(site.origin);
  await page.setInputFiles("input", samplePath);
  const records = page.evaluate(async () => {
    const { openSheet } = await import("/pkg/client.js");
    const worker = () => new Worker("/worker.js", { type: "module" });
    const sheet = await openSheet(document.querySelector("input").files[0], { worker });
    await sheet.check();
    let records = 0;
    for await (const { pageSize } of sheet.pages({ chunkSize: 10_000 })) records += pageSize;
    await sheet.close();
    return records;
  });
  const late = new Promise((_, reject) => {
    setTimeout(() => reject(new Error("a read never ended")), 60_000).unref();
  });
  assert.equal(await Promise.race([records, late]), 336_776);
});
