// A file so large that several workers read it: the same records, issues and pages as by one, in every browser.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inEachBrowser, inPage, openPage } from "../support/webdriver.mjs";

/** A worker that says when it begins; all workers of a sheet run the same script. */
const TELLING_WORKER = `
  import "/pkg/worker.js";
  new BroadcastChannel("workers").postMessage("begins");`;

/** The same, of which those that help fail when they are asked for a second segment. */
const FAILING_WORKER = `${TELLING_WORKER}
  let asked = 0;
  addEventListener("message", ({ data }) => {
    if (data.path?.[0] === "checkSegment" && ++asked === 2) setTimeout(() => { throw new Error("no more"); });
  });`;

const TEMPLATE = {
  code: "t",
  onInvalid: "include",
  columns: [
    { key: "id", type: "integer", unique: true },
    { key: "text", maxLength: 940 },
    { key: "amount", type: "number" },
  ],
};

inEachBrowser("Segments", (at) => {
  let site;
  before(async () => {
    site = await openPage(at.driver);
    // As README has it for workers; the page's own functions come as text, and one worker from a Blob.
    site.policy =
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'unsafe-eval' blob:; worker-src 'self' blob:; connect-src 'self'";
    Object.assign(site.files, { "/telling.js": TELLING_WORKER, "/failing.js": FAILING_WORKER });
    await run(makeFile);
  });
  after(() => site?.close());
  const run = (work, ...args) => inPage(at.driver, work, ...args);
  const imported = (options) => run(importFile, { template: TEMPLATE, ...options });

  let alone;
  test("several workers find and make what one does, in the same order", async () => {
    alone = await imported({ workers: 1 });
    assert.equal(alone.begun, 1);
    assert.ok(alone.records > 140_000 && alone.errors > 1000 && alone.pages > 100, JSON.stringify(alone));
    assert.deepEqual(await imported({ workers: 3 }), { ...alone, begun: 4 });
  });

  test("what a worker that dies leaves undone, the sheet's own does", async () => {
    assert.deepEqual(await imported({ workers: 2, script: "/failing.js" }), { ...alone, begun: 3 });
  });

  test("where no other worker can be started, the sheet's own does everything", async () => {
    assert.deepEqual(await imported({ workers: 2, script: "/once.js" }), alone);
  });

  test("so many workers as nobody has are refused", async () => {
    for (const workers of [0, 1.5, 17, -1]) {
      const code = await run(refused, workers);
      assert.equal(code, "bad-option", String(workers));
    }
  });

  test("pages that are being made stay as they were checked, whatever is changed meanwhile", async () => {
    for (const changes of ["edit", "setMapping"]) {
      assert.deepEqual(await imported({ workers: 3, changes }), { ...alone, begun: 4 }, changes);
    }
  });

  test("a check that is stopped ends at once, and the next one is whole", async () => {
    const { stopped, ...found } = await imported({ workers: 2, stops: true });
    assert.deepEqual([stopped, found], ["aborted", { ...alone, begun: 5 }]);
  });
});

/** In the page: 130 MB of rows, with lines in quotes that look like rows themselves. */
function makeFile() {
  const parts = ["id,text,amount\n"];
  const inner = Array.from({ length: 60 }, (_, at) => `${at},b,12.5`).join("\n");
  for (let [id, part] = [0, 0]; part < 130; part += 1) {
    let text = "";
    for (; text.length < 1 << 20; id += 1) {
      const said = id % 100 < 50 ? inner : "of thirty-two characters, or so, ".repeat(27);
      text += `${id},"${said}${"x".repeat(id % 90)}",${id % 97 === 0 ? "NA" : `${id}.25`}\n`;
    }
    parts.push(text);
  }
  window.file = new Blob(parts);
}

/** In the page: with what opening it ends. */
function refused(workers) {
  return window.openSheet(new Blob(["a\n1\n"]), { workers }).then(
    () => "opened",
    ({ code }) => code,
  );
}

/** In the page: all that is known of the file, its texts by a number. */
async function importFile({ template, workers, script = "/telling.js", stops, changes }) {
  const channel = new BroadcastChannel("workers");
  let begun = 0;
  channel.onmessage = () => {
    begun += 1;
  };
  const worker = () => {
    // The script of which there is only one is a Blob's, whose address is taken back.
    if (script !== "/once.js") return new Worker(script, { type: "module" });
    const source = `import "${location.origin}/pkg/worker.js"; new BroadcastChannel("workers").postMessage("begins");`;
    const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    const only = new Worker(url, { type: "module" });
    only.addEventListener("message", () => URL.revokeObjectURL(url), { once: true });
    return only;
  };
  let hash = 0;
  const add = (bytes) => {
    for (let at = 0; at < bytes.length; at += 1) hash = (Math.imul(hash, 31) + bytes[at]) | 0;
  };
  const text = (value) => add(new TextEncoder().encode(JSON.stringify(value)));
  const sheet = await window.openSheet(window.file, { template, worker, workers });
  let stopped;
  if (stops) {
    const stop = new AbortController();
    const check = sheet.check({ signal: stop.signal, onProgress: () => stop.abort() });
    stopped = await check.then(
      () => "ended",
      ({ code }) => code,
    );
  }
  const paging = { chunkSize: 1000, uploadId: "u" };
  const { records, errors, warnings, issues } = await sheet.check({ pages: paging });
  text(issues);
  text(await sheet.causes());
  for (const place of [0, records >> 1, records - 3]) {
    text(await sheet.rows(place, 3));
    text(await sheet.view({ rows: "errors" }, Math.floor(place / 200), 3));
  }
  let pages = 0;
  for await (const page of sheet.pages(paging)) {
    pages += 1;
    if (page.page !== pages) throw new Error(`page ${page.page} came in place of ${pages}`);
    add(page.bytes.subarray(0, 2000));
    add(page.bytes.subarray(-2000));
    page.release();
    if (pages > 1) continue;
    if (changes === "edit") await sheet.edit({ type: "set", rows: [9], columns: [1], cells: [["y"]] });
    if (changes === "setMapping") await sheet.setMapping({ amount: null });
  }
  await sheet.close();
  channel.close();
  return { records, errors, warnings, pages, hash, begun, ...(stops && { stopped }) };
}
