// The React button and hook, bundled with React 19 as an application would, through the relay into a failing webhook.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { build } from "esbuild";
import { inRoot } from "../../scripts/setup/paths.mjs";
import { startBrowser, visit } from "../support/browser.mjs";
import { assertDelivered, digestOf } from "../support/delivered.mjs";
import { assertDiscreet, choose, importAll } from "../support/journey.mjs";
import { orders, template } from "../support/orders.mjs";
import { failOneIn } from "../support/receiver.mjs";
import { startWorld } from "../support/world.mjs";

const RECORDS = 137;

let browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser?.close());

/** What `App` needs: React's and sheethook's names, the options, and where events are noted. */
const application = (relay, app) => `
  import { createElement, useState } from "react";
  import { createRoot } from "react-dom/client";
  import { ImportButton, useImporter } from "sheethook/react";

  window.events = [];
  const note = (name) => (detail) => events.push({ name, ...detail });
  const options = {
    template: ${JSON.stringify(template)},
    destination: { url: "${relay}", chunkSize: 10, retry: { baseMs: 20 } },
    authHeaderValue: async () => "Bearer react",
    extra: null,
    // As a page tells its bundler; here the worker is served as it was published.
    worker: () => new Worker("/pkg/worker.js", { type: "module" }),
    onUploadStart: note("onUploadStart"),
    onUploadComplete: note("onUploadComplete"),
  };
  ${app}
  createRoot(document.querySelector("#root")).render(createElement(App));`;

async function world(app) {
  return startWorld({
    plan: failOneIn(3),
    templates: ["orders"],
    files: async ({ relay }) => ({
      "/": '<!doctype html><title>Orders</title><script type="module" src="/app.js"></script><div id="root"></div>',
      "/app.js": await bundle(application(relay, app)),
    }),
  });
}

async function bundle(contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: inRoot() },
    bundle: true,
    write: false,
    format: "esm",
    define: { "process.env.NODE_ENV": '"production"' },
  });
  return outputFiles[0].text;
}

async function importsThrough(app, more = () => {}) {
  const { records, csv } = orders(RECORDS);
  const here = await world(app);
  try {
    const { page, traffic } = await visit(browser, here);
    await choose(page, "Import orders", { csv });
    await importAll(page, RECORDS);

    const { receiver } = here;
    assertDelivered(receiver, {
      digest: digestOf(records),
      totalRecords: RECORDS,
      chunkSize: 10,
      template: "orders",
      extra: null,
      authHeaderValue: "Bearer react",
    });
    await assertDiscreet(page, here, traffic);
    const upload = { uploadId: receiver.taken[0].uploadId, totalRecords: RECORDS, totalPages: 14 };
    assert.deepEqual(await page.evaluate(() => window.events), [
      { name: "onUploadStart", fileName: "orders.csv", ...upload },
      { name: "onUploadComplete", ...upload, skipped: 0 },
    ]);
    await more(page);
    await page.close();
  } finally {
    await here.close();
  }
}

test("React's ImportButton imports through the relay, and its props hear of it, drawn anew or not", () =>
  importsThrough(
    `
    // Drawn anew by each event: a handler of an old drawing would count from where that was, and never come far.
    function App() {
      const [count, setCount] = useState(0);
      const onProgress = () => setCount(count + 1);
      return createElement("div", { id: "heard" }, count,
        createElement(ImportButton, { ...options, onProgress }, "Import orders"));
    }`,
    async (page) => assert.ok(Number.parseInt(await page.locator("#heard").textContent(), 10) > 14),
  ));

test("React's useImporter imports through the relay, and its props hear of it", () =>
  importsThrough(`
    function App() {
      const { showWidget, isReady } = useImporter(options);
      return createElement("button", { disabled: !isReady, onClick: () => showWidget() }, "Import orders");
    }`));
