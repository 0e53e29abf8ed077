// The page's own functions, called by the engine's worker.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inEachBrowser, inPage, openPage } from "../support/webdriver.mjs";

inEachBrowser("Host checks", (at) => {
  let site;
  before(async () => {
    site = await openPage(at.driver);
  });
  after(() => site?.close());

  test("run on the page, fail there, and are told when nobody waits any more", async () => {
    const told = await inPage(at.driver, async () => {
      const { openSheet } = await import("/pkg/client.js");
      let aborted = 0;
      const sheet = await openSheet(new Blob(["id,name\n1,a\n2,b\n3,c\n4,d\n"]), {
        headerRow: 1,
        transform: (records) => records.map(({ name }) => ({ name: `${name}${document.title.length >= 0}` })),
        validate: async (records, { signal, rows }) => {
          if (records[0].id === "2") throw new Error("oh");
          if (records[0].id === "3") {
            await new Promise((resolve) => signal.addEventListener("abort", resolve));
            aborted += 1;
          }
          return [{ row: 0, column: "name", message: `${rows} ${records[0].name}` }];
        },
        hostChecks: { batchSize: 1, timeoutMs: 200 },
      });
      const { issues } = await sheet.check();
      await sheet.close();
      return { aborted, messages: issues.map(({ message }) => message) };
    });
    assert.deepEqual(told, {
      aborted: 1,
      messages: [
        "1 atrue",
        "The application could not check this row: oh",
        "The application could not check this row: it did not answer within 0.2 s.",
        "4 dtrue",
      ],
    });
  });
});
