// Patterns in the browser: the worker fetches their module only for a template that has one; the script tag has it inside.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startBrowser } from "../support/browser.mjs";
import { choose, sees } from "../support/journey.mjs";
import { startSite } from "../support/site.mjs";

const CSV = "code\nDE\nger\nFR\n";
const WITHOUT = { code: "t", columns: [{ key: "code" }] };
const WITH = { code: "t", columns: [{ key: "code", pattern: "^[A-Z]{2}$" }] };
const WRONG = { code: "t", columns: [{ key: "code" }, { key: "b", pattern: "(?=x)" }] };
const MODULE = "/pkg/engine/pattern_bg.wasm";

let browser;
let npm;
let elsewhere;
let host;
before(async () => {
  browser = await startBrowser();
  npm = await startSite("localhost", { pkg: true });
  npm.files = { "/": "<!doctype html><title>Patterns</title>" };
  npm.policy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'";
  elsewhere = await startSite("127.0.0.1", { pkg: true });
  host = await startSite("localhost");
  host.policy = `default-src 'none'; style-src 'self'; script-src 'self' 'wasm-unsafe-eval' ${elsewhere.origin}; worker-src blob:`;
  const button = ([id, template]) =>
    `document.querySelector("#${id}").onclick = () => importer.show({ template: ${JSON.stringify(template)} });`;
  host.files = {
    "/": `<!doctype html><title>Patterns</title>
      <script src="${elsewhere.origin}/pkg/embed.js"></script><script defer src="/page.js"></script>
      <button id="right">right</button><button id="wrong">wrong</button>`,
    "/page.js": `const importer = sheethook.init({ onPage: () => {} });
      ${[
        ["right", WITH],
        ["wrong", WRONG],
      ]
        .map(button)
        .join("\n")}`,
  };
});
after(async () => {
  await browser?.close();
  await Promise.all([npm, elsewhere, host].map((site) => site?.close()));
});

/** What the client makes of a template: the issues, or the error. */
const checked = (page, template, options = {}) =>
  page.evaluate(
    async ({ csv, template, options }) => {
      const { openSheet } = await import("/pkg/client.js");
      try {
        const sheet = await openSheet(new Blob([csv]), { template, ...options });
        const { issues } = await sheet.check();
        await sheet.close();
        return { issues: issues.map(({ code, row, value }) => [code, row, value]) };
      } catch ({ code, details, message }) {
        return { code, details, message };
      }
    },
    { csv: CSV, template, options },
  );

const opened = async (site) => {
  const page = await browser.newPage({ reducedMotion: "reduce" });
  page.setDefaultTimeout(30_000);
  await page.goto(site.origin);
  return page;
};

test("a worker fetches the module of patterns once a template has one, and not before", async () => {
  const page = await opened(npm);
  assert.deepEqual(await checked(page, WITHOUT), { issues: [] });
  assert.deepEqual(await checked(page), { issues: [] });
  assert.ok(!npm.requests.includes(MODULE), "no template had a pattern");
  assert.deepEqual(await checked(page, WITH), { issues: [["pattern", 2, "ger"]] });
  assert.ok(npm.requests.includes(MODULE));
});

test("in a worker, a pattern that can't be used is refused, with its path and why", async () => {
  const { code, details } = await checked(await opened(npm), WRONG);
  assert.equal(code, "template-invalid");
  assert.deepEqual(
    details.faults.map(({ path }) => path),
    ["columns[1].pattern"],
  );
  assert.match(details.faults[0].reason, /^look-around/);
});

test("the module may lie elsewhere, and where it isn't, the error names its address", async () => {
  const page = await opened(npm);
  const { code, message } = await checked(page, WITH, { patternWasm: "/nowhere.wasm" });
  assert.equal(code, "internal");
  assert.match(message, /404.*nowhere\.wasm/);
  assert.deepEqual(await checked(page, WITHOUT, { patternWasm: "/nowhere.wasm" }), { issues: [] });
});

test("a script tag from another origin has the module inside", async () => {
  const page = await opened(host);
  const file = { csv: CSV };
  await choose(page, "right", file, /does not match the pattern/);
  await page.keyboard.press("Escape");
  await page.reload();
  await choose(page, "wrong", file, /look-around/);
  await sees(page, /columns\[1\]\.pattern/);
  assert.deepEqual([...new Set(elsewhere.requests)], ["/pkg/embed.js"]);
});
