// A plan of failures in; a real webhook that fails by it, takes each page once, and keeps facts about pages but never their data.
import { createHash } from "node:crypto";
import { open } from "./server.mjs";

/** Chosen so that they occur nowhere else: a test searches the browser's traffic for them. */
export const WEBHOOK_PATH = "/hidden-hook-7f3a";
export const AUTH_HEADER = "X-Hidden-Key-Name";

/** One request in `every` fails; the ways take turns. `wait` is a 503 that asks for a second, `busy` one that asks for none. */
export const failOneIn =
  (every, ways = ["busy", "cut", "lost", "wait", "lost", "cut"]) =>
  (request) =>
    request % every === 2 % every ? ways[Math.floor(request / every) % ways.length] : undefined;

/**
 * `plan(request, page)`: how the request with that number, from 1, fails, or nothing. "hold" waits for `release()`;
 * a number is a status that is answered instead.
 */
export async function startReceiver(plan = () => undefined) {
  const digest = createHash("sha256");
  const seen = new Map();
  const notBefore = new Map();
  let release;
  const held = new Promise((resolve) => {
    release = resolve;
  });
  const receiver = {
    /** One for each page, in the order in which pages took effect. */
    taken: [],
    requests: 0,
    repeats: 0,
    failures: {},
    /** Different values, of which there should be one each. */
    bodyFields: new Set(),
    recordFields: new Set(),
    authValues: new Set(),
    /** Sentences about what a sender must not do. */
    faults: [],
    /** Of all records that took effect, in that order. */
    digest: () => digest.copy().digest("hex"),
    release,
  };

  function note(key, page, body, headers) {
    const hash = createHash("sha256").update(body).digest("hex");
    if (seen.has(key) && seen.get(key) !== hash) receiver.faults.push(`${key} came again with other bytes`);
    if (performance.now() < (notBefore.get(key) ?? 0)) receiver.faults.push(`${key} came before Retry-After`);
    if (headers["content-type"] !== "application/json") receiver.faults.push(`${key} is not called JSON`);
    receiver.bodyFields.add(Object.keys(page).join());
    receiver.authValues.add(headers[AUTH_HEADER.toLowerCase()]);
    return hash;
  }

  function take(key, hash, { data, ...facts }) {
    if (seen.has(key)) {
      receiver.repeats += 1;
      return;
    }
    seen.set(key, hash);
    for (const record of data) {
      receiver.recordFields.add(Object.keys(record).join());
      digest.update(`${JSON.stringify(record)}\n`);
    }
    receiver.taken.push({ key, records: data.length, ...facts });
  }

  const server = await open("127.0.0.1", async (request, response) => {
    receiver.requests += 1;
    const number = receiver.requests;
    const body = Buffer.concat(await request.toArray());
    if (request.url !== WEBHOOK_PATH) receiver.faults.push(`a request to ${request.url}`);
    const page = JSON.parse(body);
    const key = request.headers["idempotency-key"];
    const hash = note(key, page, body, request.headers);
    const failure = plan(number, page.page);
    if (failure) receiver.failures[failure] = (receiver.failures[failure] ?? 0) + 1;
    if (failure === "hold") await held;
    if (failure === "cut") return response.socket.destroy();
    if (failure === "busy") return response.writeHead(503, { "Retry-After": "0" }).end("Busy.");
    if (failure === "wait") {
      notBefore.set(key, performance.now() + 1000);
      return response.writeHead(503, { "Retry-After": "1" }).end("Busy.");
    }
    if (typeof failure === "number") return response.writeHead(failure).end('{"why":"not today"}');
    take(key, hash, page);
    // The page has taken effect, and its sender will never know.
    if (failure === "lost") return response.socket.destroy();
    response.writeHead(200, { "Content-Type": "application/json" }).end('{"taken":true}');
  });
  return Object.assign(receiver, {
    url: `${server.origin}${WEBHOOK_PATH}`,
    host: server.host,
    close: server.close,
  });
}
