// CSV, fixes and recipes through the worker: the client says what Node says, and a reader that stops ends the writing.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startBrowser } from "../support/browser.mjs";
import { startSite } from "../support/site.mjs";

let browser;
let site;
before(async () => {
  browser = await startBrowser();
  site = await startSite("localhost", { pkg: true });
  site.files = { "/": "<!doctype html><title>CSV</title>" };
});
after(async () => {
  await browser?.close();
  await site?.close();
});

test("CSV comes from the worker piece by piece, as it is read, and to its end", async () => {
  const page = await browser.newPage();
  await page.goto(site.origin);
  const counts = await page.evaluate(async () => {
    const { openSheet } = await import("/pkg/client.js");
    const lines = Array.from({ length: 60_000 }, (_, at) => `${at},${at % 3 ? "1" : "x"},=y`);
    const columns = [{ key: "id" }, { key: "n", type: "integer" }, { key: "text" }];
    const file = new Blob([`id,n,text\n${lines.join("\n")}\n`]);
    const sheet = await openSheet(file, { template: { code: "t", columns } });
    const counts = {};
    for (const rows of ["valid", "invalid", "all"]) {
      const text = await new Response(sheet.csv({ rows })).text();
      counts[rows] = text.split("\r\n").filter((line) => line.includes("'=y")).length;
    }
    const reader = sheet.csv({ rows: "all" }).getReader();
    counts.first = (await reader.read()).value.length;
    await reader.cancel();
    counts.wrong = await sheet
      .csv({ rows: "some" })
      .getReader()
      .read()
      .catch(({ code }) => code);
    const last = sheet.csv({ rows: "all" }).getReader();
    await last.read();
    await sheet.close();
    counts.closed = await last.read().then(
      () => "read",
      ({ code }) => code,
    );
    return counts;
  });
  assert.ok(counts.first > 1000 && counts.first < 1 << 20, `a first piece of ${counts.first} bytes`);
  const { first, ...rest } = counts;
  assert.deepEqual(rest, {
    valid: 40_000,
    invalid: 20_000,
    all: 60_000,
    wrong: "bad-option",
    closed: "closed",
  });
  await page.close();
});

test("fixes and recipes cross to the worker, and the mapping comes back", async () => {
  const page = await browser.newPage();
  await page.goto(site.origin);
  const found = await page.evaluate(async () => {
    const { fixesOf, openSheet } = await import("/pkg/client.js");
    const template = { code: "t", columns: [{ key: "age", type: "integer" }, { key: "from" }] };
    const first = await openSheet(new Blob(["age,b\nx,1\n7,2\nx,3\n"]), { template });
    await first.setMapping({ from: { constant: "here" } });
    const [cause] = await first.causes();
    const drop = fixesOf(cause).find(({ label }) => label === "drop");
    const { errors, totalRecords } = await first.fix(drop);
    await first.undo();
    await first.fix(fixesOf(cause).find(({ label }) => label === "empty"));
    const recipe = await first.recipe();
    await first.close();
    const opened = await openSheet(new Blob(["b;age\n1;x\n"]), { template, recipe });
    const applied = await openSheet(new Blob(["b;age\n1;x\n"]), { template });
    const result = await applied.applyRecipe(recipe);
    const csv = await Promise.all([opened, applied].map((sheet) => new Response(sheet.csv()).text()));
    const mapped = applied.mapping.columns[1].source;
    await Promise.all([opened.close(), applied.close()]);
    return { errors, totalRecords, left: result.errors, csv, mapped };
  });
  const csv = "age,from\r\n,here\r\n";
  assert.deepEqual(found, {
    errors: 0,
    totalRecords: 1,
    left: 0,
    csv: [csv, csv],
    mapped: { constant: "here" },
  });
  await page.close();
});
