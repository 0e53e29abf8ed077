// Pages to a real receiver that fails on purpose: what is sent again, what is not, and what the error says.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { openSheet } from "../../pkg/node.js";

/** What the receiver does with one request after another; then 200 for ever. */
let plan = [];
let requests = [];
const server = createServer(async (request, response) => {
  const chunks = await request.toArray().catch(() => []);
  requests.push({ headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString() || "null") });
  const { status = 200, headers = {}, cut = false, silent = false } = plan.shift() ?? {};
  if (cut) request.socket.destroy();
  else if (!silent) response.writeHead(status, headers).end("the receiver's words");
});
let url;

before(async () => {
  await once(server.listen(0, "127.0.0.1"), "listening");
  url = `http://127.0.0.1:${server.address().port}/`;
});
after(() => {
  server.closeAllConnections();
  server.close();
});

async function send(steps, options = {}) {
  plan = [...steps];
  requests = [];
  const sheet = await openSheet(new Blob(["n\n1\n2\n3\n"]));
  try {
    const { retry, ...rest } = options;
    return await sheet.send({
      uploadId: "up",
      destination: { url, chunkSize: 2, retry: { baseMs: 1, timeoutMs: 300, tries: 3, ...retry } },
      ...rest,
    });
  } finally {
    await sheet.close();
  }
}

const keys = () => requests.map(({ headers }) => headers["idempotency-key"]);

test("pages go one after another, each with its key and the whole body", async () => {
  assert.deepEqual(await send([], { extra: { a: 1 } }), {
    uploadId: "up",
    totalRecords: 3,
    totalPages: 2,
    skipped: 0,
  });
  assert.deepEqual(keys(), ["up_1", "up_2"]);
  assert.equal(requests[0].headers["content-type"], "application/json");
  assert.deepEqual(requests[1].body, {
    template: null,
    uploadId: "up",
    data: [{ n: "3" }],
    totalRecords: 3,
    totalPages: 2,
    page: 2,
    pageSize: 1,
    extra: { a: 1 },
  });
});

for (const [name, step] of [
  ["503", { status: 503 }],
  ["500", { status: 500 }],
  ["408", { status: 408 }],
  ["425", { status: 425 }],
  ["429 with Retry-After in seconds", { status: 429, headers: { "Retry-After": "0" } }],
  [
    "503 with Retry-After as a date that has passed",
    { status: 503, headers: { "Retry-After": "Mon, 01 Jan 2024 00:00:00 GMT" } },
  ],
  ["a cut connection", { cut: true }],
  ["an answer that doesn't come in time", { silent: true }],
]) {
  test(`after ${name} the same page is sent again`, async () => {
    await send([step]);
    assert.deepEqual(keys(), ["up_1", "up_1", "up_2"]);
    assert.deepEqual(requests[0].body, requests[1].body);
  });
}

test("Retry-After is waited for", async () => {
  const started = performance.now();
  await send([{ status: 503, headers: { "Retry-After": "1" } }]);
  assert.ok(performance.now() - started >= 990);
});

for (const status of [400, 401, 403, 404, 409, 410, 413, 422]) {
  test(`${status} stops at once, and the error says which page`, async () => {
    await assert.rejects(send([{}, { status }]), ({ code, message, details }) => {
      assert.equal(code, "http-status");
      assert.match(message, new RegExp(`Page 2 of 2 was refused with status ${status}\\.`));
      assert.deepEqual(details, {
        page: 2,
        totalPages: 2,
        attempts: 1,
        status,
        body: "the receiver's words",
      });
      return true;
    });
    assert.deepEqual(keys(), ["up_1", "up_2"]);
  });
}

test("a redirect is not followed", async () => {
  await assert.rejects(send([{ status: 302, headers: { Location: url } }]), { code: "http-status" });
  assert.deepEqual(keys(), ["up_1"]);
});

for (const [name, step, code] of [
  ["statuses", { status: 503 }, "http-status"],
  ["cut connections", { cut: true }, "network"],
  ["silence", { silent: true }, "timeout"],
]) {
  test(`after so many ${name} it gives up with \`${code}\``, async () => {
    await assert.rejects(send([step, step, step]), ({ code: found, details, message }) => {
      assert.deepEqual([found, details.page, details.attempts], [code, 1, 3]);
      assert.match(message, /Page 1 of 2 .*tried 3 times/);
      return true;
    });
  });
}

test("the auth header's value goes under the destination's name", async () => {
  await send([], { destination: { url, authHeaderName: "X-Key" }, authHeaderValue: "secret" });
  assert.equal(requests[0].headers["x-key"], "secret");
});

test("without a name it goes to a relay as Sheethook-Auth, and a function is asked for every page", async () => {
  let asked = 0;
  await send([], { authHeaderValue: async () => `token ${++asked}` });
  assert.deepEqual(
    requests.map(({ headers }) => headers["sheethook-auth"]),
    ["token 1", "token 2"],
  );
});

for (const [name, options] of [
  ["a name without a value", { authHeaderName: "X-Key" }],
  ["a name that is none", { authHeaderName: "X Key", value: "a" }],
  ["a value with a line break", { authHeaderName: "X-Key", value: "a\r\nb: c" }],
]) {
  test(`${name} is refused before anything is sent`, async () => {
    const { value, ...destination } = options;
    await assert.rejects(send([], { destination: { url, ...destination }, authHeaderValue: value }), {
      code: "bad-option",
    });
    assert.deepEqual(requests, []);
  });
}

test("an abort ends a wait at once", async () => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 50);
  const started = performance.now();
  const busy = { status: 503, headers: { "Retry-After": "60" } };
  await assert.rejects(send([busy], { signal: controller.signal }), { code: "aborted" });
  assert.ok(performance.now() - started < 5000);
});

test("progress tells pages, records and attempts", async () => {
  const told = [];
  await send([{ status: 503 }], {
    onProgress: ({ phase, page, attempt, records }) =>
      phase === "send" && told.push([page, attempt, records]),
  });
  assert.deepEqual(told, [
    [1, 1, 0],
    [1, 2, 0],
    [1, undefined, 2],
    [2, 1, 2],
    [2, undefined, 3],
  ]);
});

test("an answer without end is read no further than it helps", { timeout: 20_000 }, async () => {
  const endless = createServer((request, response) => {
    request.resume();
    response.writeHead(400);
    const flood = () => {
      while (response.write("x".repeat(16_384)));
    };
    response.on("drain", flood);
    flood();
  });
  await once(endless.listen(0, "127.0.0.1"), "listening");
  const there = `http://127.0.0.1:${endless.address().port}/`;
  await assert.rejects(
    send([], { destination: { url: there } }),
    ({ details }) => details.body.length === 65_536,
  );
  endless.closeAllConnections();
  endless.close();
});

test("an abort ends the wait for an auth header that never comes", { timeout: 10_000 }, async () => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 30);
  const never = () => new Promise(() => {});
  await assert.rejects(send([], { authHeaderValue: never, signal: controller.signal }), { code: "aborted" });
});

test("an abort while a retry is told of ends it at once", { timeout: 10_000 }, async () => {
  const controller = new AbortController();
  const busy = { status: 503, headers: { "Retry-After": "60" } };
  const onProgress = ({ attempt }) => attempt === 2 && controller.abort();
  await assert.rejects(send([busy], { onProgress, signal: controller.signal }), { code: "aborted" });
});

for (const retry of [
  { tries: Infinity },
  { tries: -1 },
  { timeoutMs: Infinity },
  { baseMs: Number.NaN },
  { maxMs: "1" },
]) {
  test(`retry ${Object.keys(retry)} ${Object.values(retry)} is refused by name`, async () => {
    const destination = { url, retry };
    await assert.rejects(send([], { destination }), ({ code, details }) => {
      assert.deepEqual([code, details.option], ["bad-option", `destination.retry.${Object.keys(retry)[0]}`]);
      return true;
    });
    assert.deepEqual(requests, []);
  });
}
