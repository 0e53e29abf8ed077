// Who may post, and what a browser is reported about it.

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { createRelay } from "../../pkg/relay.js";
import { APP, page, post } from "./post.mjs";
import { startReceiver } from "./receiver.mjs";

let receiver;
before(async () => {
  receiver = await startReceiver();
});
beforeEach(() => receiver.requests.splice(0));
after(() => receiver.close());

const OTHER = "http://localhost:5173";
// what it protects, allowedOrigins, Origin, Access-Control-Allow-Origin (null: let in without), or false when refused
const cases = [
  ["an allowed origin is let in", [APP], APP, APP],
  ["each of several is told its own", [APP, OTHER], OTHER, OTHER],
  ["a foreign origin is refused", [APP], "https://evil.example", false],
  ["another scheme is another origin", [APP], "http://app.example", false],
  ["another port is another origin", [APP], `${APP}:8443`, false],
  ["a subdomain is another origin", [APP], "https://x.app.example", false],
  ["an origin that begins alike is another one", [APP], `${APP}.evil.example`, false],
  ["the origin null (a sandboxed page) is refused", [APP], "null", false],
  ["an empty list lets no browser in", [], APP, false],
  ["no Origin (a server, the command) is let in", [APP], null, null],
  ["no Origin is let in past an empty list", [], null, null],
  ["* lets every origin in", ["*"], "https://any.example", "*"],
  ["* lets the origin null in", ["*"], "null", "*"],
  [
    "an app's origin can be allowed",
    ["capacitor://localhost"],
    "capacitor://localhost",
    "capacitor://localhost",
  ],
];

for (const [what, allowedOrigins, origin, allowed] of cases) {
  const relayed = () => createRelay({ templates: receiver.templates, allowedOrigins });

  test(`${what}: the page`, async () => {
    const answer = await relayed()(post(page("ok"), { Origin: origin }));
    await assertAnswer(answer, 200, allowed);
    assert.equal(receiver.requests.length, allowed === false ? 0 : 1);
  });

  test(`${what}: the preflight`, async () => {
    const headers = { "Access-Control-Request-Method": "POST", ...(origin && { Origin: origin }) };
    const answer = await relayed()(new Request("https://relay.example", { method: "OPTIONS", headers }));
    await assertAnswer(answer, 204, allowed);
    if (allowed === false) return;
    assert.equal(answer.headers.get("Access-Control-Allow-Methods"), "POST");
    assert.equal(
      answer.headers.get("Access-Control-Allow-Headers"),
      "Content-Type, Sheethook-Auth, Idempotency-Key",
    );
    assert.ok(Number(answer.headers.get("Access-Control-Max-Age")) > 0);
    assert.equal(await answer.text(), "");
    assert.equal(receiver.requests.length, 0);
  });
}

async function assertAnswer(answer, status, allowed) {
  assert.equal(answer.status, allowed === false ? 403 : status);
  assert.equal(answer.headers.get("Access-Control-Allow-Origin"), allowed || null);
  assert.equal(answer.headers.get("Access-Control-Allow-Credentials"), null);
  assert.equal(answer.headers.get("Vary"), "Origin");
  if (allowed === false) assert.equal((await answer.json()).error.code, "origin");
}
