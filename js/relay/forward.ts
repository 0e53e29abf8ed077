// In: a checked page and where it goes. Out: the webhook's status and body as a new Response, or a refusal.

import { readAtMost } from "./body.js";
import type { RelayTemplate, Settings } from "./options.js";
import { errorResponse, Refusal } from "./refusal.js";

/** Twice the default page limit: enough for a webhook that sends back what it got. */
const MAX_ANSWER_BYTES = 1024 * 1024;

export interface Forwarded {
  code: string;
  template: RelayTemplate;
  bytes: Uint8Array<ArrayBuffer>;
  auth: string;
  idempotencyKey: string;
}

export async function forward(page: Forwarded, settings: Settings): Promise<Response> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), settings.timeoutMs);
  try {
    // A plain call: in Workers fetch refuses to be called as another object's method.
    const { fetch } = settings;
    const answer = await fetch(page.template.url, {
      method: "POST",
      headers: forwardedHeaders(page),
      body: page.bytes,
      redirect: "manual",
      signal: abort.signal,
    });
    refuseUnusable(page.code, answer);
    return await passBack(answer);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw failure(page.code, abort.signal.aborted, settings.timeoutMs, error);
  } finally {
    clearTimeout(timer);
  }
}

/** Made from nothing, not copied: no cookie, Origin or address of the browser gets through. */
function forwardedHeaders({ template, auth, idempotencyKey }: Forwarded): Headers {
  const headers = new Headers({ "Content-Type": "application/json" });
  if (template.authHeaderName !== undefined) headers.set(template.authHeaderName, auth);
  if (idempotencyKey !== "") headers.set("Idempotency-Key", idempotencyKey);
  return headers;
}

function refuseUnusable(code: string, answer: Response): void {
  const { status } = answer;
  const redirected = answer.type === "opaqueredirect" || (status >= 300 && status < 400);
  if (!redirected && status >= 200 && status <= 599) return;
  // Frees the connection.
  answer.body?.cancel().catch(() => {});
  if (redirected) {
    throw new Refusal(
      "redirect",
      `The webhook of template "${code}" answered with a redirect, which the relay does not follow. Give the relay the address that it leads to.`,
    );
  }
  throw new Refusal(
    "bad-answer",
    `The webhook of template "${code}" answered with a status that HTTP does not have. Look at the webhook's log.`,
  );
}

/** Status, body, Content-Type and Retry-After; any other header could give the webhook away. */
async function passBack(answer: Response): Promise<Response> {
  const { status } = answer;
  const body = await readAtMost(answer.body, MAX_ANSWER_BYTES);
  const response = body
    ? // These two statuses may not have a body, not even an empty one.
      new Response(status === 204 || status === 205 ? null : body, { status })
    : // The status stays the webhook's: a page that it has taken must not be sent again because of a long answer.
      errorResponse(
        status,
        "answer-too-large",
        `The webhook's answer is over ${MAX_ANSWER_BYTES} bytes and was left out.`,
      );
  if (body) copyHeader("Content-Type", answer, response);
  copyHeader("Retry-After", answer, response);
  // It is data, whatever it holds: a browser must not guess a web page in it.
  response.headers.set("X-Content-Type-Options", "nosniff");
  return response;
}

function copyHeader(name: string, from: Response, to: Response): void {
  const value = from.headers.get(name);
  if (value !== null) to.headers.set(name, value);
}

function failure(code: string, late: boolean, timeoutMs: number, cause: unknown): Refusal {
  return late
    ? new Refusal(
        "timeout",
        `The webhook of template "${code}" did not answer within ${timeoutMs} ms. Send the page again, or raise the relay's timeoutMs.`,
      )
    : new Refusal(
        "unreachable",
        `The webhook of template "${code}" could not be reached, or it cut the connection. Send the page again; the relay's log has the cause.`,
        cause,
      );
}
