// Each refusal: its status, its code, that a browser can read it, and that it gives nothing away.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, beforeEach, test } from "node:test";
import { createRelay } from "../../pkg/relay.js";
import { APP, page, post } from "./post.mjs";
import { startReceiver } from "./receiver.mjs";

const LIMIT = 2000;
let receiver;
let relay;
let errors;
before(async () => {
  receiver = await startReceiver();
  const closed = await startReceiver();
  closed.close();
  const templates = { ...receiver.templates, gone: closed.templates.ok };
  const onError = (error) => errors.push(error);
  relay = createRelay({ templates, allowedOrigins: [APP], maxBodyBytes: LIMIT, timeoutMs: 2000, onError });
});
beforeEach(() => {
  receiver.requests.splice(0);
  errors = [];
});
after(() => receiver.close());

const get = (method) => new Request("https://relay.example", { method, headers: { Origin: APP } });
const padded = (bytes) =>
  page("ok", { extra: "x".repeat(bytes - Buffer.byteLength(page("ok", { extra: "" }))) });
const streamed = (text) => post(new Blob([text]).stream(), {}, { duplex: "half" });

// status, code, what is wrong, the request
const beforeForwarding = [
  [400, "not-json", "no body", () => post(null)],
  [400, "not-json", "an empty body", () => post("")],
  [400, "not-json", "text", () => post("name,qty\n")],
  [400, "not-json", "half a page", () => post(page("ok").slice(0, 40))],
  [400, "not-json", "broken UTF-8", () => post(Buffer.from(page("ok"), "latin1"))],
  [400, "not-json", "a byte order mark", () => post(`\ufeff${page("ok")}`)],
  [400, "not-json", "nesting without end", () => post("[".repeat(LIMIT))],
  [400, "not-a-page", "null", () => post("null")],
  [400, "not-a-page", "an array", () => post(`[${page("ok")}]`)],
  [400, "not-a-page", "a string", () => post('"ok"')],
  [400, "not-a-page", "no template", () => post("{}")],
  [400, "not-a-page", "template null", () => post(page(null))],
  [400, "not-a-page", "template as an array", () => post(page(["ok"]))],
  [400, "not-a-page", "nothing but a template", () => post('{"template":"ok"}')],
  [400, "not-a-page", "uploadId as a number", () => post(page("ok", { uploadId: 1 }))],
  [400, "not-a-page", "data as an object", () => post(page("ok", { data: {} }))],
  [400, "not-a-page", "page as text", () => post(page("ok", { page: "1" }))],
  [400, "not-a-page", "a broken pageSize", () => post(page("ok", { pageSize: 1.5 }))],
  [400, "not-a-page", "negative totalPages", () => post(page("ok", { totalPages: -1 }))],
  [400, "not-a-page", "totalRecords null", () => post(page("ok", { totalRecords: null }))],
  [
    400,
    "bad-header",
    "a control character in Sheethook-Auth",
    () => post(page("ok"), { "Sheethook-Auth": "a\x01b" }),
  ],
  [400, "bad-header", "DEL in Idempotency-Key", () => post(page("ok"), { "Idempotency-Key": "a\x7f" })],
  [400, "bad-header", "a line break, where the runtime lets it through", () => withRawAuth("a\r\nX-Evil: 1")],
  [
    400,
    "bad-header",
    "a character over 0xff, where the runtime lets it through",
    () => withRawAuth("\u0151"),
  ],
  [401, "no-auth", "no Sheethook-Auth", () => post(page("ok"), { "Sheethook-Auth": null })],
  [401, "no-auth", "an empty Sheethook-Auth", () => post(page("ok"), { "Sheethook-Auth": "  " })],
  [404, "unknown-template", "a template that is not there", () => post(page("nope"))],
  [404, "unknown-template", "an empty template", () => post(page(""))],
  [404, "unknown-template", "__proto__", () => post(page("__proto__"))],
  [404, "unknown-template", "constructor", () => post(page("constructor"))],
  [404, "unknown-template", "toString", () => post(page("toString"))],
  [405, "method", "GET", () => get("GET")],
  [405, "method", "HEAD", () => get("HEAD")],
  [405, "method", "PUT", () => post(page("ok"), {}, { method: "PUT" })],
  [413, "too-large", "a byte over the limit", () => post(padded(LIMIT + 1))],
  [413, "too-large", "a byte over the limit, streamed", () => streamed(padded(LIMIT + 1))],
  [
    413,
    "too-large",
    "a length announced over the limit",
    () => post(page("ok"), { "Content-Length": `${LIMIT + 1}` }),
  ],
  [413, "too-large", "more than was announced", () => post(padded(LIMIT + 1), { "Content-Length": "10" })],
  [500, "body-used", "a body that was read before", () => alreadyRead()],
  [500, "internal", "a body that breaks off", () => post(breakingStream(), {}, { duplex: "half" })],
];

const afterForwarding = [
  [502, "redirect", "302", "moved"],
  [502, "redirect", "307", "kept"],
  [502, "redirect", "304", "unchanged"],
  [502, "bad-answer", "status 799", "odd"],
  [502, "unreachable", "nobody listens", "gone"],
  [502, "unreachable", "the connection is cut", "cut"],
  [502, "unreachable", "the connection is cut within the answer", "cut-answer"],
  [504, "timeout", "no answer", "slow"],
  [504, "timeout", "an answer that does not end", "slow-answer"],
];

for (const [status, code, what, request] of beforeForwarding) {
  test(`${status} ${code}: ${what}`, async () => {
    const answer = await relay(request());
    await assertRefused(answer, status, code);
    assert.equal(answer.headers.get("Allow"), status === 405 ? "POST, OPTIONS" : null);
    assert.equal(receiver.requests.length, 0, "nothing is forwarded");
  });
}

for (const [status, code, what, template] of afterForwarding) {
  test(`${status} ${code}: ${what}`, async () => {
    await assertRefused(await relay(post(page(template))), status, code);
  });
}

async function assertRefused(answer, status, code) {
  assert.equal(answer.status, status);
  assert.equal(answer.headers.get("Content-Type"), "application/json");
  assert.equal(answer.headers.get("Access-Control-Allow-Origin"), APP);
  assert.equal(answer.headers.get("Vary"), "Origin");
  const text = await answer.text();
  const { error, ...more } = JSON.parse(text);
  assert.deepEqual(more, {});
  assert.deepEqual(Object.keys(error), ["code", "message"]);
  assert.equal(error.code, code);
  assert.match(error.message, /^[A-Z].*\.$/);
  assert.doesNotMatch(text + JSON.stringify([...answer.headers]), /127\.0\.0\.1|x-api-key|"secret"/i);
  assert.deepEqual(
    errors.map((it) => it.code),
    status >= 500 ? [code] : [],
    "the operator is told of what is not the browser's fault",
  );
}

test("a body of exactly the limit is let in, streamed or not", async () => {
  assert.equal((await relay(post(padded(LIMIT)))).status, 200);
  assert.equal((await relay(streamed(padded(LIMIT)))).status, 200);
});

test("of an endless body no more than the limit is read, and its source is stopped", async () => {
  let given = 0;
  let stopped = false;
  const endless = new ReadableStream({
    pull(controller) {
      given += 100;
      controller.enqueue(new Uint8Array(100));
    },
    cancel() {
      stopped = true;
    },
  });
  const answer = await relay(post(endless, {}, { duplex: "half" }));
  assert.equal(answer.status, 413);
  assert.ok(stopped);
  assert.ok(given <= LIMIT + 300, `${given} bytes were read`);
});

test("a length announced over the limit is refused with the body unread", async () => {
  const request = post(page("ok"), { "Content-Length": `${LIMIT + 1}` });
  await relay(request);
  assert.equal(request.bodyUsed, false);
});

test("the operator is told the cause that the browser is not", async () => {
  const answer = await relay(post(page("gone")));
  assert.ok(errors[0].cause instanceof Error);
  assert.doesNotMatch(await answer.text(), /fetch failed|bad port|ECONNREFUSED/);
});

test("whatever a request does, the relay answers", async () => {
  for (const request of [undefined, {}, { headers: { get: () => assert.fail("inside") } }]) {
    const answer = await relay(request);
    assert.equal(answer.status, 500);
    const { error } = await answer.json();
    assert.equal(error.code, "internal");
    assert.doesNotMatch(error.message, /inside|undefined/);
  }
});

test("an onError that throws does not take the answer with it", async () => {
  const onError = () => assert.fail("the log is full");
  const relay = createRelay({ templates: receiver.templates, allowedOrigins: [APP], onError });
  assert.equal((await relay(post(page("cut")))).status, 502);
});

test("docs/relay.md lists exactly the refusals tested here", () => {
  const docs = readFileSync(new URL("../../docs/relay.md", import.meta.url), "utf8");
  const documented = [...docs.matchAll(/^\| (\d{3}) \| `([a-z-]+)` \|/gm)].map(
    ([, status, code]) => `${status} ${code}`,
  );
  const tested = [...beforeForwarding, ...afterForwarding].map(([status, code]) => `${status} ${code}`);
  assert.deepEqual(documented.sort(), [...new Set([...tested, "403 origin"])].sort());
});

function alreadyRead() {
  const request = post(page("ok"));
  request.text();
  return request;
}

function breakingStream() {
  return new ReadableStream({ pull: (controller) => controller.error(new Error("the browser went away")) });
}

/** Node's own Headers refuse such values; another runtime's may not. */
function withRawAuth(value) {
  const request = post(page("ok"));
  const get = (name) => (name === "Sheethook-Auth" ? value : request.headers.get(name));
  return new Proxy(request, {
    get(target, key) {
      return key === "headers" ? { get } : Reflect.get(target, key, target);
    },
  });
}
