// The classic script tag from another origin than the page's, where no worker can be started from the script's address.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startBrowser, visit } from "../support/browser.mjs";
import { assertDelivered, digestOf } from "../support/delivered.mjs";
import { assertDiscreet, choose, importAll } from "../support/journey.mjs";
import { orders, template } from "../support/orders.mjs";
import { failOneIn } from "../support/receiver.mjs";
import { startWorld } from "../support/world.mjs";

const RECORDS = 131;

let browser;
let world;
before(async () => {
  browser = await startBrowser();
  const plan = failOneIn(3);
  world = await startWorld({ files, plan, templates: ["orders"], cdn: true, workerSrc: "blob:" });
});
after(async () => {
  await browser?.close();
  await world?.close();
});

const files = ({ cdn, relay }) => ({
  "/": `<!doctype html><title>Orders</title>
    <script src="${cdn}/pkg/embed.js"></script><script defer src="/page.js"></script>
    <button id="import">Import orders</button>`,
  "/page.js": `const importer = sheethook.init({ template: ${JSON.stringify(template)} });
    document.querySelector("#import").onclick = () => importer.showWidget({
      destination: { url: "${relay}", chunkSize: 10, retry: { baseMs: 20 } },
      authHeaderValue: "Bearer elsewhere",
      extra: "from elsewhere",
    });`,
});

test("a script tag from another origin imports through the relay, and fetches nothing but itself from there", async () => {
  const { records, csv } = orders(RECORDS);
  const { page, traffic } = await visit(browser, world);
  await choose(page, "Import orders", { csv });
  await importAll(page, RECORDS);

  assertDelivered(world.receiver, {
    digest: digestOf(records),
    totalRecords: RECORDS,
    chunkSize: 10,
    template: "orders",
    extra: "from elsewhere",
    authHeaderValue: "Bearer elsewhere",
  });
  await assertDiscreet(page, world, traffic);
  assert.deepEqual(world.cdnRequests, ["/pkg/embed.js"], "worker and engine came with the script");
});
