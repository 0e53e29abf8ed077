// The classic script tag from the page's own origin, through the relay, into a webhook that fails now and then.
import { after, before, test } from "node:test";
import { startBrowser, visit } from "../support/browser.mjs";
import { assertDelivered, digestOf } from "../support/delivered.mjs";
import { assertDiscreet, choose, importAll } from "../support/journey.mjs";
import { orders, template } from "../support/orders.mjs";
import { failOneIn } from "../support/receiver.mjs";
import { startWorld } from "../support/world.mjs";

const RECORDS = 243;

let browser;
let world;
before(async () => {
  browser = await startBrowser();
  world = await startWorld({ files, plan: failOneIn(4), templates: ["orders"], workerSrc: "blob:" });
});
after(async () => {
  await browser?.close();
  await world?.close();
});

const files = ({ relay }) => ({
  "/": `<!doctype html><title>Orders</title>
    <script src="/pkg/embed.js"></script><script defer src="/page.js"></script>
    <button id="import">Import orders</button>`,
  "/page.js": `const importer = sheethook.init({
      template: ${JSON.stringify(template)},
      destination: { url: "${relay}", chunkSize: 10, retry: { baseMs: 20 } },
      authHeaderValue: "Bearer script-tag",
    });
    document.querySelector("#import").onclick = () => importer.show({ extra: { tenant: "Łódź", ids: [1, 2] } });`,
});

test("a script tag imports through the relay: every record once, in order, and no secret in the browser", async () => {
  const { records, csv } = orders(RECORDS);
  const { page, traffic } = await visit(browser, world);
  await choose(page, "Import orders", { csv });
  await importAll(page, RECORDS);

  assertDelivered(world.receiver, {
    digest: digestOf(records),
    totalRecords: RECORDS,
    chunkSize: 10,
    template: "orders",
    extra: { tenant: "Łódź", ids: [1, 2] },
    authHeaderValue: "Bearer script-tag",
  });
  await assertDiscreet(page, world, traffic);
});
