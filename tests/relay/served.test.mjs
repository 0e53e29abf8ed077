// The relay behind a real server, reached by a real client over HTTP.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { after, before, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";
import { serve } from "srvx/node";
import { createRelay } from "../../pkg/relay.js";
import { APP, page } from "./post.mjs";
import { startReceiver } from "./receiver.mjs";

let receiver;
let server;
before(async () => {
  receiver = await startReceiver();
  const { templates } = receiver;
  const relay = createRelay({ templates, allowedOrigins: [APP], timeoutMs: 1000, onError: () => {} });
  server = await serve({ fetch: relay, port: 0, hostname: "127.0.0.1", silent: true }).ready();
});
beforeEach(() => receiver.requests.splice(0));
after(async () => {
  receiver.close();
  await server.close(true);
});

const headers = { Origin: APP, "Content-Type": "application/json", "Sheethook-Auth": "secret" };
const send = (body, more) => fetch(server.url, { method: "POST", headers, body, ...more });

test("a page posted over HTTP reaches the webhook, and its answer the poster", async () => {
  const answer = await send(page("ok"));
  assert.equal(answer.status, 200);
  assert.deepEqual(await answer.json(), { taken: true });
  assert.equal(receiver.requests[0].headers["x-api-key"], "secret");
  assert.equal(receiver.requests[0].body.toString(), page("ok"));
});

test("an answer without body is passed on over HTTP", async () => {
  assert.equal((await send(page("no-content"))).status, 204);
});

test("a preflight is answered over HTTP", async () => {
  const answer = await fetch(server.url, { method: "OPTIONS", headers: { Origin: APP } });
  assert.equal(answer.status, 204);
  assert.equal(answer.headers.get("Access-Control-Allow-Origin"), APP);
});

test("a body that announces its length over the limit gets its 413", async () => {
  const answer = await send(Buffer.alloc(8 * 1024 * 1024));
  assert.equal((await answer.json()).error.code, "too-large");
});

test("a streamed body over the limit gets its 413", async () => {
  const body = new Blob([Buffer.alloc(8 * 1024 * 1024)]).stream();
  const answer = await send(body, { duplex: "half" });
  assert.equal((await answer.json()).error.code, "too-large");
});

test("refused methods are answered over HTTP", async () => {
  for (const method of ["GET", "HEAD", "DELETE"]) {
    const answer = await fetch(server.url, { method, headers: { Origin: APP } });
    assert.equal(answer.status, 405);
    assert.equal(answer.headers.get("Allow"), "POST, OPTIONS");
  }
});

test("a client that goes away within its page leaves the relay serving", async () => {
  const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
  socket.write(`POST / HTTP/1.1\r\nHost: relay\r\nOrigin: ${APP}\r\nContent-Length: 100\r\n\r\n{"template"`);
  await new Promise((done) => setTimeout(done, 50));
  socket.destroy();
  assert.equal((await send(page("ok"))).status, 200);
  assert.equal(receiver.requests.length, 1);
});

test("after every way in which a webhook fails the next page goes through", async () => {
  for (const way of ["cut", "cut-answer", "moved", "huge", "slow-answer", "busy"]) {
    await (await send(page(way))).arrayBuffer();
    assert.equal((await send(page("ok"))).status, 200, `after ${way}`);
  }
});

test("the Node example of docs/relay.md runs as it is written", async () => {
  const docs = readFileSync(new URL("../../docs/relay.md", import.meta.url), "utf8");
  const [, example] = docs.match(/```js relay\.mjs\n(.*?)```/s);
  const child = spawn(process.execPath, ["--input-type=module", "-e", example], {
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    env: { ...process.env, PORT: "0", ORDERS_WEBHOOK: `${receiver.url}/ok` },
  });
  try {
    let log = "";
    const url = await new Promise((found, failed) => {
      const read = (text) => {
        log += text;
        const [url] = log.match(/http:\/\/localhost:\d+\//) ?? [];
        if (url) found(url);
      };
      child.stdout.on("data", read);
      child.stderr.on("data", read);
      child.on("exit", () => failed(new Error(log)));
    });
    const answer = await fetch(url, { method: "POST", headers, body: page("orders") });
    assert.equal(answer.status, 200, await answer.text());
    assert.equal(receiver.requests[0].headers["x-api-key"], "secret");
  } finally {
    child.kill();
  }
});
