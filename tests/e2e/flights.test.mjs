// A real file, whole: 336,776 flights in 337 pages, through the relay into a webhook that fails now and then.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { samplePath } from "../../scripts/setup.mjs";
import { startBrowser, visit } from "../support/browser.mjs";
import { assertDelivered } from "../support/delivered.mjs";
import { assertDiscreet, choose, importAll } from "../support/journey.mjs";
import { failOneIn } from "../support/receiver.mjs";
import { startWorld } from "../support/world.mjs";

const RECORDS = 336_776;
const TEXTS = new Set(["carrier", "tailnum", "origin", "dest", "time_hour"]);

// One second is asked for as seldom as that, or the test would be one long wait.
const WAYS = ["busy", "cut", "lost", "busy", "cut", "lost", "busy", "cut", "lost", "wait"];

let browser;
let world;
before(async () => {
  browser = await startBrowser();
  world = await startWorld({ files, plan: failOneIn(8, WAYS), templates: ["flights"] });
});
after(async () => {
  await browser?.close();
  await world?.close();
});

const files = ({ relay }) => ({
  "/": `<!doctype html><title>Flights</title><script type="module" src="/page.js"></script>
    <sheethook-import auth-header-value="Bearer flights" extra="2013">Import flights</sheethook-import>`,
  "/page.js": `import "/pkg/element.js";
    const name = (key) => ({ key, type: ${JSON.stringify([...TEXTS])}.includes(key) ? "string" : "integer" });
    const header = "year,month,day,dep_time,sched_dep_time,dep_delay,arr_time,sched_arr_time,arr_delay,carrier,flight,tailnum,origin,dest,air_time,distance,hour,minute,time_hour";
    Object.assign(document.querySelector("sheethook-import"), {
      template: { code: "flights", onInvalid: "include", columns: header.split(",").map(name) },
      destination: { url: "${relay}", chunkSize: 1000, retry: { baseMs: 20 } },
    });`,
});

/** The records as plain JavaScript reads them: the file has no quotes. NA is no number, and goes through as it is. */
async function digestOfFlights() {
  const digest = createHash("sha256");
  let keys;
  for await (const line of createInterface({ input: createReadStream(samplePath) })) {
    const cells = line.split(",");
    if (keys) digest.update(`${JSON.stringify(record(keys, cells))}\n`);
    keys ??= cells;
  }
  return digest.digest("hex");
}

function record(keys, cells) {
  const value = (key, cell) => {
    if (cell === "") return null;
    return TEXTS.has(key) || cell === "NA" ? cell : Number(cell);
  };
  return Object.fromEntries(keys.map((key, index) => [key, value(key, cells[index])]));
}

test("336,776 real flights arrive, each once and in order, however the webhook fails", async () => {
  const { page, traffic } = await visit(browser, world);
  const digest = digestOfFlights();
  await choose(page, "Import flights", samplePath, /336,776 records ready/);
  await importAll(page, RECORDS, 120_000);

  assertDelivered(world.receiver, {
    digest: await digest,
    totalRecords: RECORDS,
    chunkSize: 1000,
    template: "flights",
    extra: 2013,
    authHeaderValue: "Bearer flights",
  });
  await assertDiscreet(page, world, traffic);
});
