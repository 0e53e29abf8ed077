// The engine's second module in the browser: requested before an edit, or in the midst of a check, once, and by no usual
// import; the script tag has it inside.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startBrowser } from "../support/browser.mjs";
import { choose } from "../support/journey.mjs";
import { startSite } from "../support/site.mjs";

const CSV = "id,amount\n1,2.50\n2,x\n2,7\n";
const USUAL = {
  code: "t",
  onInvalid: "include",
  columns: [
    { key: "id", type: "integer", unique: true },
    { key: "amount", type: "number", min: 3 },
  ],
};
/** No usual import changes the case of letters. */
const UNUSUAL = { code: "t", onInvalid: "include", columns: [{ key: "id", case: "upper", minLength: 9 }] };
const EDIT = { type: "set", rows: [2], columns: [1], cells: [["4"]] };
const FIRST = "/pkg/engine/sheethook_bg.wasm";
const REST = "/pkg/engine/rest_bg.wasm";

let browser;
let npm;
let elsewhere;
let host;
before(async () => {
  browser = await startBrowser();
  npm = await startSite("localhost", { pkg: true });
  npm.files = { "/": "<!doctype html><title>The rest</title>", "/hook": "" };
  npm.policy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'";
  elsewhere = await startSite("127.0.0.1", { pkg: true });
  host = await startSite("localhost");
  host.policy = `default-src 'none'; style-src 'self'; script-src 'self' 'wasm-unsafe-eval' ${elsewhere.origin}; worker-src blob:`;
  host.files = {
    "/": `<!doctype html><title>The rest</title>
      <script src="${elsewhere.origin}/pkg/embed.js"></script><script defer src="/page.js"></script>
      <button id="open">open</button>`,
    "/page.js": `const importer = sheethook.init({ onPage: () => {} });
      document.querySelector("#open").onclick = () => importer.show({ template: ${JSON.stringify(UNUSUAL)} });`,
  };
});
after(async () => {
  await browser?.close();
  await Promise.all([npm, elsewhere, host].map((site) => site?.close()));
});

/** Opens, checks, edits where asked, and sends; gives the issues, or the error. */
const imported = (page, template, { edit, destination = { url: "/hook" }, ...options } = {}) =>
  page.evaluate(
    async ({ csv, template, edit, destination, options }) => {
      const { openSheet } = await import("/pkg/client.js");
      try {
        const sheet = await openSheet(new Blob([csv]), { template, ...options });
        await sheet.rows(0, 50);
        let { issues } = await sheet.check();
        if (edit) ({ issues } = await sheet.edit(edit));
        await sheet.send({ destination });
        await sheet.close();
        return issues.map(({ code, row }) => [code, row]);
      } catch ({ code, message }) {
        return { code, message };
      }
    },
    { csv: CSV, template, edit, destination, options },
  );

const opened = async (site) => {
  const page = await browser.newPage({ reducedMotion: "reduce" });
  page.setDefaultTimeout(30_000);
  await page.goto(site.origin);
  site.requests.length = 0;
  return page;
};

const modules = () => npm.requests.filter((path) => path.endsWith(".wasm"));
const WRONG = [
  ["too-small", 1],
  ["not-number", 2],
  ["duplicate", 3],
];
const TOO_SHORT = [1, 2, 3].map((row) => ["too-short", row]);

test("a usual import requests the first module only, an edit the second, once", async () => {
  const page = await opened(npm);
  assert.deepEqual(await imported(page, USUAL), WRONG);
  assert.deepEqual(modules(), [FIRST]);
  npm.requests.length = 0;
  assert.deepEqual(await imported(page, USUAL, { edit: EDIT }), [WRONG[0], WRONG[2]]);
  assert.deepEqual(modules(), [FIRST, REST]);
});

test("a check that needs it has it in the midst of a call, once", async () => {
  const page = await opened(npm);
  assert.deepEqual(await imported(page, UNUSUAL), TOO_SHORT);
  assert.deepEqual(modules(), [FIRST, REST]);
});

test("it may lie elsewhere, and where it isn't, the error says so", async () => {
  const page = await opened(npm);
  const restWasm = "/nowhere.wasm";
  for (const asked of [
    await imported(page, USUAL, { edit: EDIT, restWasm }),
    await imported(page, UNUSUAL, { restWasm }),
  ]) {
    assert.equal(asked.code, "engine-part-failed");
    assert.match(asked.message, /nowhere\.wasm.* 404/);
  }
  assert.deepEqual(await imported(page, USUAL, { restWasm }), WRONG);
  assert.deepEqual(await imported(page, UNUSUAL), TOO_SHORT);
});

test("a request whose answer needs it, where it isn't, ends and says so", async () => {
  const page = await opened(npm);
  // No receiver of a usual import answers with what isn't text.
  npm.files["/odd"] = Buffer.from("accepted \xff\xfe", "latin1");
  const destination = { url: "/odd" };
  const failed = await imported(page, USUAL, { destination, restWasm: "/nowhere.wasm" });
  assert.equal(failed.code, "worker-failed");
  assert.match(failed.message, /nowhere\.wasm/);
  assert.deepEqual(await imported(page, USUAL, { destination }), WRONG);
});

test("the script tag has it inside", async () => {
  const page = await opened(host);
  await choose(page, "open", { csv: CSV }, /at least 9 characters/i);
  assert.deepEqual([...new Set(elsewhere.requests)], ["/pkg/embed.js"]);
});
