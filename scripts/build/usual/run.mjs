// The usual imports through the driver in Node; out come the engine's exports, which hold what they have entered.
// Bundled with the instrumented engine beside it. Nothing here is left to chance, so that the same sources make the same
// bytes.
import { initSync } from "../../../js/engine.ts";
import { openSheet } from "../../../js/node.ts";
import { IMPORTS } from "./imports.mjs";
import { importOf } from "./variety.mjs";

/** The more there are, the fewer other files need the second module; `tests/rest.test.mjs` tries some. */
const VARIETIES = 1000;

const RETRY = { baseMs: 1, maxMs: 1, timeoutMs: 100 };
const EXTRA = { team: 7 };

export async function runUsual() {
  undice();
  // By this a worker is told from Node.
  globalThis.self = globalThis;
  for (const { text, template, error } of IMPORTS) {
    const happened = await run(text, template).catch((ended) => ended);
    if ((happened?.code ?? happened) !== error)
      throw new Error(`a usual import of ${text.slice(0, 99)}`, { cause: happened });
  }
  for (let number = 0; number < VARIETIES; number += 1) {
    const isCounted = number % 2 === 0;
    await (await read({ ...importOf(number), isCounted })).close();
  }
  return initSync();
}

async function run(text, template) {
  const sheet = await read({ text, template });
  const destination = { url: "https://receiver.example/", authHeaderName: "X-Key", retry: RETRY };
  const options = { destination, authHeaderValue: "secret", extra: EXTRA };
  await sheet.send(options);
  receiver.answers = ["late", 404];
  const refused = await sheet.send(options).catch(({ code }) => code);
  if (refused !== "http-status") throw new Error(`a refused page ended with ${refused}`);
  const stop = new AbortController();
  receiver.answers = ["late"];
  receiver.asked = () => stop.abort();
  const stopped = await sheet.send({ ...options, signal: stop.signal }).catch(({ code }) => code);
  if (stopped !== "aborted") throw new Error(`an import that was stopped ended with ${stopped}`);
  receiver.asked = () => {};
  await sheet.close();
}

/** What every import does before it is sent. */
async function read({ text, template, paging = { chunkSize: 100, extra: EXTRA }, isCounted }) {
  const sheet = await openSheet(new Blob([text]), { template });
  // As whoever shows them reads them.
  void [sheet.header, sheet.mapping, sheet.dialect];
  await sheet.rows(0, 50);
  await sheet.check({ onProgress: () => {}, ...(isCounted && { pages: paging }) });
  await sheet.rows(1, 50);
  for await (const page of sheet.pages({ force: true, ...paging })) page.release();
  return sheet;
}

/** Receivers say something, or nothing. */
const ANSWERS = {
  200: () => new Response("accepted"),
  204: () => new Response(null, { status: 204 }),
  404: () => new Response("no such receiver".repeat(200), { status: 404 }),
  503: () => new Response("later", { status: 503, headers: { "Retry-After": "0" } }),
};

/** Says of some pages that they are to be sent again, and is not always there. */
const receiver = {
  answers: [204, 503, "gone"],
  asked: () => {},
  fetch: async (request) => {
    const answer = receiver.answers.shift() ?? 200;
    receiver.asked();
    if (answer === "gone") throw new TypeError("fetch failed");
    if (answer === "late") {
      const { signal } = request;
      if (!signal.aborted) await new Promise((ended) => signal.addEventListener("abort", ended));
      throw signal.reason;
    }
    return ANSWERS[answer]();
  },
};

/** The engine's dice and the network always do the same. */
function undice() {
  let last = 1;
  Math.random = () => {
    last = (last * 48_271) % 0x7fff_ffff;
    return last / 0x7fff_ffff;
  };
  globalThis.fetch = receiver.fetch;
}
