// The engine's second module in every browser: engines differ in what a worker may wait for in the midst of a call.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inEachBrowser, inPage, openPage } from "../support/webdriver.mjs";

inEachBrowser("The engine's rest", (at) => {
  let site;
  before(async () => {
    site = await openPage(at.driver);
  });
  after(() => site?.close());

  test("a check that needs it has it in the midst of a call, an edit before", async () => {
    const found = await inPage(at.driver, async () => {
      const { openSheet } = await import("/pkg/client.js");
      const template = {
        code: "t",
        onInvalid: "include",
        columns: [{ key: "id", case: "upper", minLength: 9 }],
      };
      const sheet = await openSheet(new Blob(["id\nx\n"]), { template });
      const { issues } = await sheet.check();
      await sheet.close();
      const other = await openSheet(new Blob(["id\nx\n"]));
      const edit = { type: "set", rows: [1], columns: [0], cells: [["y"]] };
      await other.edit(edit);
      const [row] = await other.view({}, 0, 1);
      await other.close();
      return [issues.map(({ code }) => code), row.cells];
    });
    assert.deepEqual(found, [["too-short"], ["y"]]);
    const requested = site.requests.filter((path) => path.endsWith("rest_bg.wasm"));
    assert.equal(requested.length, 2, "once for each sheet");
  });
});
