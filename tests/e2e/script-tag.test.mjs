// The classic script tag from the page's own origin, through the relay, into a webhook that fails now and then.
import { after, before, test } from "node:test";
import { startBrowser, visit } from "../support/browser.mjs";
import { assertDiscreet, choose, importAll } from "../support/journey.mjs";
import { assertOrdersDelivered, csv, RECORDS, startScriptTagWorld } from "../support/script-tag.mjs";

let browser;
let world;
before(async () => {
  browser = await startBrowser();
  world = await startScriptTagWorld();
});
after(async () => {
  await browser?.close();
  await world?.close();
});

test("a script tag imports through the relay: every record once, in order, and no secret in the browser", async () => {
  const { page, traffic } = await visit(browser, world);
  await choose(page, "Import orders", { csv });
  await importAll(page, RECORDS);
  assertOrdersDelivered(world.receiver);
  await assertDiscreet(page, world, traffic);
});
