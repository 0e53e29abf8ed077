// Imports that must not go on: stopped by the user, refused by the webhook, blocked by the check.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { startBrowser, visit } from "../support/browser.mjs";
import { choose, sees } from "../support/journey.mjs";
import { orders, template } from "../support/orders.mjs";
import { startWorld } from "../support/world.mjs";

/** Longer than any page takes here. */
const A_WHILE = 500;

let browser;
let world;
before(async () => {
  browser = await startBrowser();
});
afterEach(() => world?.close());
after(() => browser?.close());

const files = ({ relay }) => ({
  "/": `<!doctype html><title>Orders</title><script type="module" src="/page.js"></script>
    <sheethook-import endpoint="${relay}" chunk-size="10" auth-header-value="Bearer stop">Import orders</sheethook-import>`,
  "/page.js": `import { importEventNames } from "/pkg/element.js";
    window.events = [];
    const element = document.querySelector("sheethook-import");
    element.template = ${JSON.stringify(template)};
    for (const name of ["upload-start", "upload-complete", "upload-terminate", "upload-error"])
      element.addEventListener(name, ({ detail }) =>
        events.push([name, detail.uploadId, ...(detail.error ? [detail.error.code] : [])]));`,
});

async function open(plan, csv, verdict) {
  world = await startWorld({ files, plan, templates: ["orders"] });
  const { page } = await visit(browser, world);
  await choose(page, "Import orders", { csv }, verdict);
  return page;
}

const events = (page) => page.evaluate(() => window.events);
const pressed = (page, name) => page.getByRole("button", { name }).click();
const pagesOf = ({ receiver }) => receiver.taken.map(({ page }) => page);

test("stopping while pages are sent: upload-terminate, and no page arrives after it", async () => {
  const page = await open((_, number) => (number === 3 ? "hold" : undefined), orders(100).csv);
  await pressed(page, "Import 100 records");
  await sees(page, "Page 3 of 10");
  await pressed(page, "Cancel");
  await pressed(page, "Stop import");
  await sees(page, "The import was stopped");
  world.receiver.release();
  await wait(A_WHILE);

  // The third was under way: the webhook has it, or not; what counts is that none follows.
  assert.deepEqual(pagesOf(world).slice(0, 2), [1, 2]);
  assert.equal(world.receiver.requests, 3);
  const [[, uploadId]] = await events(page);
  assert.deepEqual(await events(page), [
    ["upload-start", uploadId],
    ["upload-terminate", uploadId],
  ]);
});

test("a page that the webhook refuses with 422 ends the import at once, and the user reads which one it was", async () => {
  const page = await open((_, number) => (number === 4 ? 422 : undefined), orders(100).csv);
  await pressed(page, "Import 100 records");
  await sees(page, "Page 4 of 10 was refused with status 422");
  await wait(A_WHILE);

  assert.deepEqual(pagesOf(world), [1, 2, 3]);
  assert.equal(world.receiver.requests, 4, "it was not tried again");
  const [[, uploadId]] = await events(page);
  assert.deepEqual(await events(page), [
    ["upload-start", uploadId],
    ["upload-error", uploadId, "http-status"],
  ]);
});

test("after the refusal the user sends again under the same upload id, and no page counts twice", async () => {
  let refuses = true;
  const page = await open((_, number) => (refuses && number === 4 ? 422 : undefined), orders(100).csv);
  await pressed(page, "Import 100 records");
  await sees(page, "Page 4 of 10 was refused");
  refuses = false;
  await pressed(page, "Send again");
  await sees(page, "100 records imported");

  assert.deepEqual(pagesOf(world), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  assert.equal(world.receiver.repeats, 3, "known by their keys");
  assert.deepEqual(world.receiver.faults, [], "their bytes are the same");
});

test("a file with errors under block shows them and sends nothing", async () => {
  const { csv } = orders(50);
  const bad = csv.replace(/^7,/m, "seven,").replace(/^9,/m, "8,");
  const page = await open(undefined, bad, "2 rows have errors");
  await sees(page, "This is not a whole number.");
  await sees(page, "Row 8 has the same value, and it must be unique.");

  const send = page.getByRole("button", { name: /^Import \d+ records?$/ });
  assert.equal(await send.isDisabled(), true);
  await send.click({ force: true });
  await wait(A_WHILE);
  assert.equal(world.receiver.requests, 0);
  assert.equal(world.tap.passed, 0, "not even the relay heard of it");
  assert.deepEqual(await events(page), []);
});
