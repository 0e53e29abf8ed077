// The built <sheethook-import> in Chromium, as a person meets it: keyboard only, closing, errors, narrow and dark.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { startBrowser, startHost } from "./widget/host.mjs";

const template = {
  code: "customers",
  name: "Customers",
  columns: [
    { key: "email", name: "Email", required: true, alternateKeys: ["E-mail"] },
    { key: "name", name: "Full name", required: true },
    { key: "seats", name: "Seats", type: "integer" },
  ],
};
const rows = (count) =>
  Array.from({ length: count }, (_, n) => `ada${n}@example.com,Ada Lovelace,${n + 1},note`);
const csv = (lines, header = "E-mail,Full name,Seats,Remarks") => `${[header, ...lines].join("\n")}\n`;
const good = csv(rows(35));
const bad = csv([...rows(12), "bob@example.com,Bob,many,note"]);

let browser;
let host;
let page;
before(async () => {
  browser = await startBrowser();
});
after(() => browser?.close());
afterEach(async () => {
  const breaches = page ? await page.evaluate(() => window.breaches) : [];
  await page?.close();
  await host?.close();
  page = undefined;
  assert.deepEqual(breaches, [], "the page's policy was kept");
});

/** Opens the page with the widget; `options` are the browser page's, `given` the element's properties. */
async function visit(given = {}, options = {}) {
  host = await startHost();
  page = await browser.newPage({
    viewport: { width: 1000, height: 800 },
    reducedMotion: "reduce",
    ...options,
  });
  page.setDefaultTimeout(10_000);
  await page.goto(host.origin);
  await page.evaluate((properties) => Object.assign(window.element, properties), { template, ...given });
}

const button = (name) => page.getByRole("button", { name });
const sees = (text) => page.getByText(text).first().waitFor();
const events = () => page.evaluate(() => window.events.filter(({ name }) => name !== "widget-ready"));
const names = async () => (await events()).map(({ name }) => name);
const isOpen = () => page.evaluate(() => window.element.open);
/** The text of what has the focus, in the dialog or outside. */
const focused = () =>
  page.evaluate(() => {
    const inside = document.activeElement.shadowRoot?.activeElement;
    const place = inside && !inside.matches(".trigger") ? inside : document.activeElement;
    return place === document.body ? "" : place.textContent.trim();
  });

async function choose(text, name = "customers.csv") {
  await page
    .locator("input[type=file]")
    .setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
}

async function open(text, name) {
  await button("Import customers").click();
  if (text !== undefined) await choose(text, name);
}

/** Presses Tab until the focus is on what has this text. */
async function tabTo(text) {
  for (let tries = 0; tries < 30; tries++) {
    if (text.test(await focused())) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`Tab never came to ${text}; it is at ${await focused()}`);
}

/** Holds back the answer to one request; gives the function that lets it go. */
function hold(request) {
  let go;
  const held = new Promise((resolve) => {
    go = resolve;
  });
  host.answer = async (number) => {
    if (number === request) await held;
    return 200;
  };
  return go;
}

test("lines that are no records are told quietly, and are no fault", async () => {
  await visit();
  await open(`${good}\n\n---\nTotal: 35 customers\n`);
  await sees("35 records ready to import");
  await sees("Left out: 2 blank lines, 2 lines below the table.");
  assert.equal(await page.locator(".verdict.good").count(), 1);
  assert.equal(await page.getByRole("tab", { name: "Columns", selected: true }).count(), 1);
  await page.getByRole("tab", { name: "Issues 0" }).click();
  await sees("No issues. Every record is right.");
  await page.getByText("Lines left out").click();
  await sees("Lines 39–40: 2 lines below the table");
});

test("a repeated header is a warning with its place", async () => {
  await visit();
  await open(csv(rows(2), "E-mail,Full name,Seats,Seats"));
  await sees("2 records ready to import");
  await page.getByRole("tab", { name: "Issues 1" }).click();
  await sees("Column 3 has the same header.");
  assert.equal(await page.getByRole("cell", { name: "Header", exact: true }).count(), 1);
});

test("the keyboard is enough, and the focus comes back to the button", async () => {
  await visit();
  // Before anything else: the browser has to be told to hand the chooser over, and that takes a while.
  const chooser = page.waitForEvent("filechooser");
  await tabTo(/Import customers/);
  await page.keyboard.press("Enter");
  await sees("Drop your file here");
  await page.waitForFunction(() => window.element.shadowRoot.activeElement?.matches("dialog *"));
  await page.keyboard.press("Enter");
  await (await chooser).setFiles({ name: "customers.csv", mimeType: "text/csv", buffer: Buffer.from(good) });
  await sees("35 records ready to import");
  await tabTo(/^Columns/);
  await page.keyboard.press("ArrowLeft");
  assert.match(await focused(), /^Preview/);
  await sees("ada0@example.com");
  await tabTo(/^Import 35 records/);
  await page.keyboard.press("Enter");
  await sees("35 records imported");
  await page.keyboard.press("Escape");
  assert.equal(await isOpen(), false);
  assert.equal(await page.evaluate(() => document.activeElement === window.element), true);

  assert.deepEqual(await names(), ["upload-start", "upload-complete", "widget-close"]);
  const [start, complete] = await events();
  assert.deepEqual(
    { ...start, uploadId: null },
    { name: "upload-start", uploadId: null, fileName: "customers.csv", totalRecords: 35, totalPages: 4 },
  );
  assert.equal(complete.uploadId, start.uploadId);
  assert.deepEqual(
    host.pages.map(({ page: number, pageSize, uploadId, key }) => ({ number, pageSize, uploadId, key })),
    [10, 10, 10, 5].map((pageSize, index) => ({
      number: index + 1,
      pageSize,
      uploadId: start.uploadId,
      key: `${start.uploadId}_${index + 1}`,
    })),
  );
});

test("closing while pages are sent asks first; keeping on completes", async () => {
  await visit();
  const go = hold(2);
  await open(good);
  await button("Import 35 records").click();
  await sees("Page 2 of 4");
  await page.keyboard.press("Escape");
  await sees("Stop the import?");
  await sees("1 of 4 pages has been sent.");
  assert.equal(await focused(), "Keep going");
  // A browser closes a dialog on a second Escape; here it only answers "keep going".
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await sees("Stop the import?");
  await button("Keep going").click();
  assert.equal(await isOpen(), true);
  go();
  await sees("35 records imported");
  assert.equal(host.pages.length, 4);
});

test("stopping says what has been sent, ends the sending, and can go on under the same upload id", async () => {
  await visit();
  const go = hold(2);
  await open(good);
  await button("Import 35 records").click();
  await sees("Page 2 of 4");
  await button("Cancel").click();
  await button("Stop import").click();
  await sees("The import was stopped");
  await sees("1 of 4 pages has been sent.");
  go();
  await page.waitForTimeout(200);
  assert.equal(host.pages.length, 2);
  assert.deepEqual(await names(), ["upload-start", "upload-terminate"]);
  await button("Send again").click();
  await sees("35 records imported");
  assert.equal(new Set(host.pages.map(({ uploadId }) => uploadId)).size, 1);
});

test("stopping by the X closes", async () => {
  await visit();
  hold(1);
  await open(good);
  await button("Import 35 records").click();
  await sees("Page 1 of 4");
  await button("Close").click();
  await sees("Nothing has been sent yet.");
  await button("Stop import").click();
  assert.equal(await isOpen(), false);
  assert.deepEqual((await names()).slice(-2), ["upload-terminate", "widget-close"]);
});

test("a refused page is told with its number, and sending again completes", async () => {
  await visit();
  host.answer = (number) => (number === 3 ? 422 : 200);
  await open(good);
  await button("Import 35 records").click();
  await sees("The import didn't finish");
  await sees("2 of 4 pages have been sent.");
  const failed = (await events()).at(-1);
  assert.equal(failed.code, "http-status");
  await button("Send again").click();
  await sees("35 records imported");
  const { name, uploadId } = (await events()).at(-1);
  assert.deepEqual([name, uploadId], ["upload-complete", failed.uploadId]);
});

test("a busy server's page is tried again, and the person is told", async () => {
  await visit();
  let go;
  host.answer = async (number) => {
    if (number === 2) return 503;
    if (number === 3) {
      await new Promise((resolve) => {
        go = resolve;
      });
    }
    return 200;
  };
  await open(good);
  await button("Import 35 records").click();
  await sees("The server is busy; trying again, attempt 2");
  while (!go) await page.waitForTimeout(50);
  go();
  await sees("35 records imported");
});

test("rows with errors block, with the reason and the rows", async () => {
  await visit();
  await open(bad);
  await sees("1 row has errors");
  await sees("Nothing can be imported until they are right.");
  assert.equal(await button("Import 13 records").isDisabled(), true);
  const row = page.getByRole("row").filter({ hasText: "many" });
  assert.match(await row.textContent(), /13[\s\S]*14[\s\S]*Seats[\s\S]*many/);
  await button("Other file").click();
  await choose(good);
  await sees("35 records ready to import");
});

test("rows with errors are left out under skip, and sent under include", async () => {
  await visit({ template: { ...template, onInvalid: "skip" } });
  await open(bad);
  await sees("1 row with errors will be left out; 12 records will be imported.");
  await button("Import 12 records").click();
  await sees("1 row with errors was left out.");
  await button("Close").last().click();
  await page.evaluate((given) => Object.assign(window.element, { template: given }), {
    ...template,
    onInvalid: "include",
  });
  await open(bad);
  await sees("1 row with errors will be sent as it is.");
  await button("Import 13 records").click();
  await sees("13 records imported");
});

test("a required column without a match is flagged, and a person can match it", async () => {
  await visit();
  await open(csv(rows(3), "E-mail,Who,Seats,Remarks"));
  await sees("“Full name” has no column yet");
  await sees("Not imported:");
  const select = page.getByLabel("Column of your file for Full name");
  assert.equal(await select.getAttribute("aria-invalid"), "true");
  await select.selectOption({ label: "Who" });
  await sees("3 records ready to import");
  // A header serves one column only: it moves.
  await page.getByLabel("Column of your file for Seats").selectOption({ label: "Who (now Full name)" });
  await sees("“Full name” has no column yet");
});

test("what was found of how the file is read can be changed by hand, and the rows follow", async () => {
  await visit();
  await open("1;2,5\n3;4,5\n", "two-ways.csv");
  await page.getByRole("tab", { name: "Preview" }).click();
  const cells = () => page.locator(".preview td").allTextContents();
  const header = () => page.locator(".preview th[scope=col]").allTextContents();
  await page.getByLabel("Cells are separated by").selectOption("Commas");
  await page.getByLabel("Column names are in").selectOption("Row 1");
  await page.getByRole("columnheader", { name: "1;2" }).waitFor();
  assert.deepEqual(
    [await header(), await cells()],
    [
      ["Row", "1;2", "5"],
      ["3;4", "5"],
    ],
  );
  await page.getByLabel("Column names are in").selectOption("Row 9");
  await sees("The file can't be read so: The file has no headers in row 9");
  assert.deepEqual(await cells(), ["3;4", "5"], "and it is read as before");
  assert.equal(await page.getByLabel("Column names are in").inputValue(), "1");
  await page.getByLabel("Cells are separated by").selectOption("Semicolons");
  await page.getByRole("columnheader", { name: "2,5" }).waitFor();
  assert.deepEqual(await cells(), ["3", "4,5"], "what could not be done is not asked for again");
});

test("what can't be read is said in place, and another file can be chosen", async () => {
  await visit();
  await open("", "nothing.csv");
  await sees("nothing.csv can't be imported");
  await choose(Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0, 1, 0, 2, 0, 3]).toString("latin1"), "book.xlsx");
  await sees("Save it as CSV");
  await choose(good);
  await sees("35 records ready to import");
});

test("a header without records imports nothing, and says so", async () => {
  await visit();
  await open(csv([]), "header.csv");
  await sees("This file has no records");
  await button("Import 0 records").click();
  await sees("Nothing to import");
  assert.equal(host.pages.length, 0);
  assert.deepEqual(await names(), ["upload-start", "upload-complete"]);
});

test("every fault of the template is listed", async () => {
  const columns = [
    { key: "a", type: "nubmer" },
    { key: "b", required: "yes" },
  ];
  await visit({ template: { code: "x", columns, colour: "red" } });
  await open("a,b\n1,2\n");
  await sees("This import isn't set up right");
  assert.equal(await page.locator(".faults li").count(), 3);
  const [error] = await events();
  assert.deepEqual(error, { name: "upload-error", uploadId: null, code: "template-invalid" });
});

test("without anyone to receive the records, the developer is told", async () => {
  await visit({ endpoint: undefined });
  await open();
  await sees(/nothing receives the records/);
  assert.deepEqual(await events(), [{ name: "upload-error", uploadId: null, code: "bad-option" }]);
});

test("data-imported brings all records to those who listen for it, without a destination too", async () => {
  await visit({ endpoint: undefined });
  await page.evaluate(() => {
    window.element.addEventListener("data-imported", ({ detail }) => {
      window.imported = detail;
    });
  });
  await open(good);
  await button("Import 35 records").click();
  await sees("35 records imported");
  const imported = await page.evaluate(() => window.imported);
  assert.equal(imported.length, 35);
  assert.deepEqual(imported[0], { email: "ada0@example.com", name: "Ada Lovelace", seats: 1 });
});

test("options of show() hold for that showing only", async () => {
  await visit({ extra: { from: "property" } });
  const run = async () => {
    await choose(good);
    await button("Import 35 records").click();
    await sees("35 records imported");
    await page.keyboard.press("Escape");
  };
  await page.evaluate(() => window.element.show({ extra: { from: "show" } }));
  await run();
  await page.evaluate(() => window.element.show());
  await run();
  assert.deepEqual([host.pages[0].extra, host.pages[4].extra], [{ from: "show" }, { from: "property" }]);
});

test("closed and shown again at once, the dialog stays open", async () => {
  await visit();
  await open();
  await page.evaluate(() => {
    window.element.close();
    window.element.show();
  });
  // The browser tells of the closing later, in a task of its own.
  await page.waitForTimeout(100);
  assert.equal(await isOpen(), true);
  await choose(good);
  await sees("35 records ready to import");
});

test("a file dropped during the check of another takes its place; closing during a check is quiet", async () => {
  await visit();
  const large = csv(rows(200_000));
  await open();
  await choose(large, "large.csv");
  await page.locator("dialog").evaluate((dialog, text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "small.csv"));
    dialog.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: data }));
  }, good);
  await sees("small.csv");
  await sees("35 records ready to import");
  await button("Other file").click();
  await choose(large, "large.csv");
  await page.keyboard.press("Escape");
  assert.equal(await isOpen(), false);
  assert.deepEqual(await names(), ["widget-close"]);
});

for (const colorScheme of ["light", "dark"]) {
  test(`nothing overflows at 320 px, ${colorScheme}`, async () => {
    await visit(
      { template: { ...template, onInvalid: "skip" } },
      { viewport: { width: 320, height: 640 }, colorScheme },
    );
    const fits = async () => {
      const wide = await page.evaluate(() => {
        const boxes = [
          ...window.element.shadowRoot.querySelectorAll("dialog, .frame, .body, .header, .footer, .panel"),
        ];
        return boxes
          .filter((box) => box.scrollWidth > box.clientWidth)
          .map((box) => box.className || box.tagName);
      });
      assert.deepEqual(wide, []);
    };
    await open();
    await fits();
    await choose(bad);
    await sees("1 row with errors will be left out");
    for (const tab of ["Columns", "Preview", "Issues"]) {
      await page.getByRole("tab", { name: tab }).click();
      await fits();
    }
    const go = hold(1);
    await button("Import 12 records").click();
    await sees("Page 1 of 2");
    await fits();
    await button("Cancel").click();
    await fits();
    go();
    await sees("12 records imported");
    await fits();
  });
}

test("where the rows don't say how dates are written, the person does, by keyboard, and only then can send", async () => {
  await visit({
    template: {
      code: "t",
      columns: [{ key: "due", name: "Due", type: "date", required: true }, { key: "who" }],
    },
  });
  await open("Due;Who\n01/02/2024;Ada\n03/04/2024;Bob\n", "due.csv");
  await sees("One question first");
  assert.ok(await button(/^Import 2 records/).isDisabled());
  await tabTo(/^Month first$/);
  await page.keyboard.press("Enter");
  await sees("2 records ready to import");
  await button(/^Import 2 records/).click();
  await sees("2 records");
  await page.waitForFunction(() => window.events.some(({ name }) => name === "upload-complete"));
  assert.deepEqual(
    host.pages.flatMap(({ data }) => data.map(({ due }) => due)),
    ["2024-01-02", "2024-03-04"],
  );
});
