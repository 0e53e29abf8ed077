// The classic script tag in every browser: a file from disk, through the dialog and the relay, to a webhook.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { assertOrdersDelivered, csv, RECORDS, startScriptTagWorld } from "../support/script-tag.mjs";
import { inEachBrowser } from "../support/webdriver.mjs";

inEachBrowser("The script tag", (at) => {
  // Engines differ in dialogs, in workers from Blobs, and in what a policy lets WebAssembly do.
  test("a file that is chosen in the dialog arrives through the relay: every record once, in order", async () => {
    const world = await startScriptTagWorld();
    const folder = await mkdtemp(join(tmpdir(), "sheethook-"));
    try {
      const path = join(folder, "orders.csv");
      await writeFile(path, csv);
      await at.driver.get(world.url);
      await at.driver.findElement({ css: "#import" }).click();
      await (await inDialog("input[type=file]")).sendKeys(path);
      await inDialog("*", "records ready to import");
      await (await inDialog("button", `Import ${RECORDS} records`)).click();
      await inDialog("*", `${RECORDS} records imported`);
      assertOrdersDelivered(world.receiver);
      assert.deepEqual(await at.driver.executeScript("return window.breaches"), [], "the policy was kept");
      assert.deepEqual([...world.tap.found], [], "neither the webhook's address nor its header's name");
    } finally {
      await world.close();
      await rm(folder, { recursive: true });
    }
  });

  /** Waits for an element in the dialog, with that text where one is given. */
  function inDialog(selector, text = "") {
    const find = (selector, text) =>
      [...document.querySelector("sheethook-import").shadowRoot.querySelectorAll(selector)].find(
        (element) => element.tagName !== "STYLE" && element.textContent.includes(text),
      );
    const look = () => at.driver.executeScript(find, selector, text);
    return at.driver.wait(look, 60_000, `no ${selector} ${text}`);
  }
});
