// In: a Request with one page as its body. Out: the hidden webhook's answer, or a refusal as JSON. Never rejects.

import { readAtMost } from "./body.js";
import { corsHeaders, isAllowed, preflight } from "./cors.js";
import { forward } from "./forward.js";
import { readHeader } from "./header.js";
import { type RelayOptions, readOptions, type Settings } from "./options.js";
import { readPage } from "./page.js";
import { Refusal } from "./refusal.js";

export { type Fault, type RelayOptions, RelayOptionsError, type RelayTemplate } from "./options.js";
export type { Refusal as RelayRefusal, RefusalCode } from "./refusal.js";

/** Answers one request; the same in Node, Next.js, Hono and Workers. */
export type Relay = (request: Request) => Promise<Response>;

/**
 * Makes a relay that forwards pages to webhooks which the browser must not know.
 * Throws a `RelayOptionsError` (a TypeError) that lists every fault of the options.
 *
 * ```ts
 * const relay = createRelay({
 *   templates: { orders: { url: "https://hooks.example/orders", authHeaderName: "X-Api-Key" } },
 *   allowedOrigins: ["https://app.example"],
 * });
 * ```
 */
export function createRelay(options: RelayOptions): Relay {
  const settings = readOptions(options);
  return async (request) => {
    let cors: Record<string, string> = {};
    let response: Response;
    try {
      const origin = request.headers.get("Origin");
      cors = corsHeaders(origin, settings.allowedOrigins);
      response = await answer(request, origin, settings);
    } catch (error) {
      response = refuse(error, settings);
    }
    for (const [name, value] of Object.entries(cors)) response.headers.set(name, value);
    return response;
  };
}

/** Checks what is cheap first: nothing of the body is read before origin, method and length are right. */
async function answer(request: Request, origin: string | null, settings: Settings): Promise<Response> {
  if (!isAllowed(origin, settings.allowedOrigins)) {
    throw new Refusal(
      "origin",
      `This relay takes no pages from ${origin}. If they should be let in, add that origin to the relay's allowedOrigins.`,
    );
  }
  if (request.method === "OPTIONS") return preflight();
  if (request.method !== "POST") {
    throw new Refusal(
      "method",
      `The relay takes POST, and this was ${request.method}. Post one page as JSON.`,
    );
  }
  const bytes = await readBody(request, settings.maxBodyBytes);
  const { code, template } = readPage(bytes, settings.templates);
  const auth = readHeader(request, "Sheethook-Auth");
  if (template.authHeaderName !== undefined && auth === "") {
    throw new Refusal(
      "no-auth",
      `Template "${code}" needs the header Sheethook-Auth, and the request has none. Give the import an authHeaderValue.`,
    );
  }
  const idempotencyKey = readHeader(request, "Idempotency-Key");
  return forward({ code, template, bytes, auth, idempotencyKey }, settings);
}

async function readBody(request: Request, limit: number) {
  if (request.bodyUsed) {
    throw new Refusal(
      "body-used",
      "The request's body was read before the relay got it. Give the relay the request unread.",
    );
  }
  const announced = Number(request.headers.get("Content-Length"));
  const bytes = announced > limit ? null : await readAtMost(request.body, limit);
  if (bytes) return bytes;
  throw new Refusal(
    "too-large",
    `The request's body is over the relay's limit of ${limit} bytes. Lower the import's chunkSize or maxPageBytes, or raise the relay's maxBodyBytes.`,
  );
}

/** The browser reads the code and what to do; what went wrong inside goes to `onError` only. */
function refuse(error: unknown, settings: Settings): Response {
  const refusal =
    error instanceof Refusal
      ? error
      : new Refusal("internal", "The relay failed. Its own log says why; the page may be sent again.", error);
  if (refusal.status >= 500) {
    try {
      settings.onError(refusal);
    } catch {
      // A log that fails must not take the answer with it.
    }
  }
  return refusal.toResponse();
}
