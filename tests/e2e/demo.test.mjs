// The demo as `npm start` serves it: each of its pages imports, and shows what the receiver got.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { after, before, test } from "node:test";
import { inRoot } from "../../scripts/setup/paths.mjs";
import { startBrowser, visit } from "../support/browser.mjs";
import { sees } from "../support/journey.mjs";
import { open } from "../support/server.mjs";

let browser;
let demo;
before(async () => {
  browser = await startBrowser();
  demo = await startDemo(0);
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

async function startDemo(port) {
  const child = spawn(process.execPath, [inRoot("www/server.mjs")], {
    env: { ...process.env, PORT: String(port) },
  });
  let printed = "";
  child.stderr.on("data", (text) => {
    printed += text;
  });
  for await (const text of child.stdout) {
    printed += text;
    const [, url] = printed.match(/sheethook demo: (http:\/\/localhost:\d+)\n/) ?? [];
    if (url) return { url, secrets: ["nothing of the demo is secret"], stop: () => stop(child) };
  }
  throw new Error(`The demo did not start: ${printed}`);
}

function stop(child) {
  child.kill();
  return once(child, "exit");
}

for (const path of ["/", "/script-tag", "/react"]) {
  test(`the demo's page ${path} imports its sample under a strict policy, and the receiver shows all of it`, async () => {
    const { page, traffic } = await visit(browser, demo, path);
    await page.getByRole("button", { name: "Try with a messy list" }).click();
    await sees(page, "9 rows with errors will be left out; 31 records will be imported.");
    await page.getByRole("button", { name: "Import 31 records" }).click();
    await sees(page, "31 records imported");

    await sees(page, "Complete: contacts");
    const text = (id) => page.locator(`#${id}`).textContent();
    assert.equal(await text("records"), "31");
    assert.equal(await text("pages"), "7");
    assert.match(await text("request"), /^POST \/webhook\nX-Api-Key: demo-key-4711\nIdempotency-Key: .+_7$/m);
    assert.match(await text("json"), /"name": "Tomás Herrera"/);
    await sees(page, "31 records delivered");
    assert.deepEqual([...traffic.origins], [demo.url]);
    assert.deepEqual(await page.evaluate(() => window.breaches), []);
    assert.deepEqual(traffic.errors, []);
    await page.close();
  });
}

test("the demo's receiver fails when it is told to, and still counts every record once", async () => {
  const { page } = await visit(browser, demo);
  const failing = page.getByRole("switch", { name: "Fail now and then" });
  await failing.check();
  await page.getByText("Flights", { exact: true }).click();
  await page.getByRole("button", { name: "Import a file" }).click();
  const rows = Array.from({ length: 12_000 }, (_, n) => `2013,${(n % 12) + 1},${n},JFK`);
  const buffer = Buffer.from(["year,month,flight,origin", ...rows].join("\n"));
  const file = { name: "few.csv", mimeType: "text/csv", buffer };
  await page.locator("input[type=file]").setInputFiles(file);
  await page.getByRole("button", { name: "Import 12,000 records" }).click();
  await sees(page, "12,000 records imported");

  await sees(page, "Complete: flights");
  assert.equal(await page.locator("#records").textContent(), "12,000");
  assert.notEqual(await page.locator("#failures").textContent(), "0");
  assert.equal(await page.locator("#tiles i").count(), 12);
  assert.ok((await page.locator("#tiles .r").count()) > 0, "the pages that came late are marked");
  await page.close();
});

test("the demo takes the next port where its own is taken", async () => {
  const other = await open("127.0.0.1", (_, response) => response.end());
  const second = await startDemo(other.port);
  try {
    assert.notEqual(new URL(second.url).port, String(other.port));
    assert.equal((await fetch(second.url)).status, 200);
  } finally {
    await second.stop();
    await other.close();
  }
});

test("the demo serves nothing from outside its folders", async () => {
  for (const path of [
    "/package.json",
    "/pkg/..%2fpackage.json",
    "/pkg/%2e%2e/js/node.ts",
    "/pkg/..%2fwww%2freact.js",
  ]) {
    assert.equal((await fetch(demo.url + path)).status, 404, path);
  }
});
