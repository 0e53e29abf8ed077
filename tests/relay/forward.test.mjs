// What of a page gets to the webhook, and what of its answer gets back.

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { createRelay } from "../../pkg/relay.js";
import { APP, page, post } from "./post.mjs";
import { startReceiver } from "./receiver.mjs";

let receiver;
let relay;
before(async () => {
  receiver = await startReceiver();
  const { templates } = receiver;
  templates.open = { url: `${receiver.url}/ok` };
  relay = createRelay({ templates, allowedOrigins: [APP], timeoutMs: 2000, onError: () => {} });
});
beforeEach(() => receiver.requests.splice(0));
after(() => receiver.close());

test("the webhook gets the body byte for byte", async () => {
  // Spacing, number notation and escapes that another JSON.stringify would change.
  const body = `${page("ok").slice(0, -1)} ,\n "extra": [1.50, 1e2, 12345678901234567890, "\\u00e9é"] }\n`;
  assert.equal((await relay(post(body))).status, 200);
  assert.equal(receiver.requests[0].body.toString(), body);
});

test("the webhook gets the auth value under its own header, the idempotency key, and nothing else of the browser's", async () => {
  const foreign = {
    Cookie: "session=1",
    Referer: "https://app.example/x",
    "User-Agent": "Browser",
    Authorization: "Bearer mine",
    "X-Forwarded-For": "10.0.0.1",
    "Content-Type": "text/plain",
  };
  await relay(post(page("ok"), foreign));
  const [{ method, headers }] = receiver.requests;
  assert.equal(method, "POST");
  assert.equal(headers["x-api-key"], "secret");
  assert.equal(headers["idempotency-key"], "u1_1");
  assert.equal(headers["content-type"], "application/json");
  assert.notEqual(headers["user-agent"], "Browser");
  for (const name of ["cookie", "origin", "referer", "authorization", "x-forwarded-for", "sheethook-auth"]) {
    assert.equal(headers[name], undefined, name);
  }
});

test("the auth value keeps its spaces, commas and bytes over 0x7f", async () => {
  await relay(post(page("ok"), { "Sheethook-Auth": "Bearer a=b, c  \xe9" }));
  assert.equal(receiver.requests[0].headers["x-api-key"], "Bearer a=b, c  \xe9");
});

test("a template without authHeaderName forwards no auth value", async () => {
  const answer = await relay(post(page("open"), { "Sheethook-Auth": "forgotten" }));
  assert.equal(answer.status, 200);
  assert.doesNotMatch(JSON.stringify(receiver.requests[0].headers), /forgotten/);
  assert.equal((await relay(post(page("open"), { "Sheethook-Auth": null }))).status, 200);
});

test("a page without Idempotency-Key is forwarded without one", async () => {
  await relay(post(page("ok"), { "Idempotency-Key": null }));
  assert.equal(receiver.requests[0].headers["idempotency-key"], undefined);
});

const passedBack = [
  // way, status, content-type, retry-after, body
  ["ok", 200, "application/json", null, '{"taken":true}'],
  ["plain", 202, "text/plain; charset=latin1", null, "\xe9"],
  ["no-content", 204, null, null, ""],
  ["reset-content", 205, null, null, ""],
  ["refused", 422, "application/json", null, '{"errors":[{"row":0}]}'],
  ["busy", 503, "text/plain", "7", "later"],
];
for (const [way, status, type, retryAfter, body] of passedBack) {
  test(`status, body, content type and Retry-After come back: ${way}`, async () => {
    const answer = await relay(post(page(way)));
    assert.equal(answer.status, status);
    assert.equal(answer.headers.get("Content-Type"), type);
    assert.equal(answer.headers.get("Retry-After"), retryAfter);
    assert.equal(Buffer.from(await answer.arrayBuffer()).toString("latin1"), body);
    assert.equal(answer.headers.get("Access-Control-Allow-Origin"), APP);
    assert.equal(answer.headers.get("Access-Control-Expose-Headers"), "Retry-After");
  });
}

test("no other header of the webhook comes back", async () => {
  const answer = await relay(post(page("leaky")));
  assert.deepEqual(
    [...answer.headers],
    [
      ["access-control-allow-origin", APP],
      ["access-control-expose-headers", "Retry-After"],
      ["vary", "Origin"],
      ["x-content-type-options", "nosniff"],
    ],
  );
});

test("an answer over the limit is left out, and its status stays: the page was taken", async () => {
  const answer = await relay(post(page("huge")));
  assert.equal(answer.status, 201);
  assert.equal(answer.headers.get("Retry-After"), "3");
  assert.equal((await answer.json()).error.code, "answer-too-large");
});

test("an endless answer is not read on", async () => {
  const answer = await relay(post(page("endless")));
  assert.equal((await answer.json()).error.code, "answer-too-large");
  await until(() => receiver.requests[0].closed);
});

for (const way of ["slow", "slow-answer"]) {
  test(`the webhook's connection is closed when the time is over: ${way}`, async () => {
    assert.equal((await relay(post(page(way)))).status, 504);
    await until(() => receiver.requests[0].closed);
  });
}

test("a redirect is not followed, and its target is not told", async () => {
  for (const way of ["moved", "kept"]) {
    const answer = await relay(post(page(way)));
    assert.equal(answer.headers.get("Location"), null);
    assert.doesNotMatch(await answer.text(), /\/ok/);
  }
  assert.deepEqual(
    receiver.requests.map(({ path }) => path),
    ["/moved", "/kept"],
  );
});

test("pages posted at once get each its own answer", async () => {
  const ways = ["ok", "busy", "refused", "moved", "cut", "plain"];
  const answers = await Promise.all(ways.map((way) => relay(post(page(way)))));
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 503, 422, 502, 502, 202],
  );
});

test("options changed later change nothing", async () => {
  const templates = { orders: { url: `${receiver.url}/ok` } };
  const allowedOrigins = [APP];
  const relay = createRelay({ templates, allowedOrigins });
  templates.orders.url = `${receiver.url}/busy`;
  allowedOrigins.pop();
  assert.equal((await relay(post(page("orders")))).status, 200);
});

test("a fetch given as an option is the one that is called, not as a method", async () => {
  let called;
  const fetch = function (url, init) {
    called = { self: this, url, redirect: init.redirect };
    return globalThis.fetch(url, init);
  };
  const relay = createRelay({ templates: receiver.templates, allowedOrigins: [], fetch });
  assert.equal((await relay(post(page("ok"), { Origin: null }))).status, 200);
  assert.deepEqual(called, { self: undefined, url: `${receiver.url}/ok`, redirect: "manual" });
});

async function until(condition) {
  for (let waited = 0; !condition(); waited += 10) {
    assert.ok(waited < 2000, "waited for too long");
    await new Promise((done) => setTimeout(done, 10));
  }
}
