// The script tag's worker is no module, and has no address but a Blob's: those that help it with a large file, neither.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startBrowser } from "../support/browser.mjs";
import { choose } from "../support/journey.mjs";
import { startSite } from "../support/site.mjs";

const ROWS = 140_000;
const TEMPLATE = {
  code: "t",
  onInvalid: "include",
  columns: [{ key: "id", type: "integer" }, { key: "text" }],
};

let browser;
let host;
let folder;
let path;
before(async () => {
  browser = await startBrowser();
  folder = await mkdtemp(join(tmpdir(), "sheethook-"));
  path = join(folder, "large.csv");
  const text = "so long ".repeat(120);
  const rows = Array.from({ length: ROWS }, (_, id) => `${id % 1000 ? id : "NA"},"${text}"\n`);
  await writeFile(path, ["id,text\n", ...rows].join(""));
  host = await startSite("localhost", { pkg: true });
  host.policy =
    "default-src 'none'; style-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src blob:";
  host.files = {
    "/": `<!doctype html><title>Segments</title>
      <script src="/page.js"></script><script src="/pkg/embed.js"></script><script defer src="/open.js"></script>
      <button id="open">open</button>`,
    // Every worker says when it begins.
    "/page.js": `window.begun = 0;
      new BroadcastChannel("workers").onmessage = () => window.begun += 1;
      const make = URL.createObjectURL;
      URL.createObjectURL = (blob) =>
        make(new Blob([blob, ';new BroadcastChannel("workers").postMessage("begins")'], { type: blob.type }));`,
    "/open.js": `const importer = sheethook.init({ workers: 2, onPage: () => {} });
      document.querySelector("#open").onclick = () => importer.show({ template: ${JSON.stringify(TEMPLATE)} });`,
  };
});
after(async () => {
  await browser?.close();
  await host?.close();
  await rm(folder, { recursive: true });
});

test("the script tag's workers check a large file beside each other", async () => {
  const page = await browser.newPage({ reducedMotion: "reduce" });
  page.setDefaultTimeout(30_000);
  await page.goto(host.origin);
  await choose(page, "open", path, /140,000 records/);
  await page.getByText("140 errors").first().waitFor();
  assert.equal(await page.evaluate("begun"), 3);
});
