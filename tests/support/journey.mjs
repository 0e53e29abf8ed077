// What a user does in a page with an importer, as steps of a test.
import assert from "node:assert/strict";

export const sees = (page, text) => page.getByText(text).first().waitFor();

/** Chooses the file and waits until it has been checked. `file` is a path, or text. */
export async function choose(page, button, file, verdict = /records ready to import/) {
  await page.getByRole("button", { name: button, exact: true }).click();
  const given = file.csv ? { name: "orders.csv", mimeType: "text/csv", buffer: Buffer.from(file.csv) } : file;
  await page.locator("input[type=file]").setInputFiles(given);
  await sees(page, verdict);
}

/** From the review step on. */
export async function importAll(page, records, timeout = 60_000) {
  const count = new Intl.NumberFormat("en").format(records);
  await page.getByRole("button", { name: `Import ${count} records` }).click();
  await page.getByText(`${count} records imported`).first().waitFor({ timeout });
}

/** The browser kept to the page's policy, asked only the origins it may know, and learnt no secret. */
export async function assertDiscreet(page, { tap, origins, receiver }, traffic) {
  assert.deepEqual(await page.evaluate(() => window.breaches), []);
  await Promise.all(traffic.pending);
  assert.deepEqual(traffic.errors, []);
  assert.deepEqual([...traffic.origins].sort(), [...origins].sort());
  assert.equal(traffic.posts, receiver.requests, "all that the worker sent was seen");
  assert.ok(tap.passed > 0);
  assert.deepEqual(
    [...traffic.found, ...tap.found],
    [],
    "neither the webhook's address nor its header's name",
  );
}
