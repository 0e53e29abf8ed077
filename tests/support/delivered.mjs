// Asserts that a receiver got what it should.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";

/** A digest of records, made as the receiver makes its own. */
export function digestOf(records) {
  const digest = createHash("sha256");
  for (const record of records) digest.update(`${JSON.stringify(record)}\n`);
  return digest.digest("hex");
}

/** Every record took effect once, in its order, on pages that are what the contract says. */
export function assertDelivered(
  receiver,
  { digest, totalRecords, chunkSize, template, extra, authHeaderValue },
) {
  const totalPages = Math.ceil(totalRecords / chunkSize);
  const { taken } = receiver;
  assert.deepEqual(receiver.faults, []);
  assert.deepEqual(
    taken.map(({ page }) => page),
    Array.from({ length: totalPages }, (_, index) => index + 1),
    "pages took effect in their order",
  );
  const [{ uploadId }] = taken;
  for (const page of taken) {
    const pageSize = page.page < totalPages ? chunkSize : totalRecords - chunkSize * (totalPages - 1);
    assert.deepEqual(page, {
      key: `${uploadId}_${page.page}`,
      records: pageSize,
      template,
      uploadId,
      totalRecords,
      totalPages,
      page: page.page,
      pageSize,
      extra,
    });
  }
  assert.deepEqual(
    [...receiver.bodyFields],
    ["template,uploadId,data,totalRecords,totalPages,page,pageSize,extra"],
  );
  assert.deepEqual([...receiver.authValues], [authHeaderValue]);
  assert.equal(receiver.digest(), digest, "every record took effect once, in its order");
  assertItFailed(receiver);
}

/** The receiver did fail in each of its ways, or the test has tried nothing. */
function assertItFailed({ failures, repeats, requests, taken }) {
  const { busy = 0, wait = 0, cut = 0, lost = 0 } = failures;
  assert.ok(busy && wait && cut && lost, `it failed in every way: ${JSON.stringify(failures)}`);
  assert.equal(repeats, lost, "a page whose answer was lost came again, once each");
  assert.equal(requests, taken.length + busy + wait + cut + lost, "no request without need");
}
