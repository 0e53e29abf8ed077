// In: why the relay does not forward a page or pass an answer back. Out: the Response that says so as JSON.

/** One status for each code, listed in docs/relay.md too. */
const STATUS = {
  "not-json": 400,
  "not-a-page": 400,
  "bad-header": 400,
  "no-auth": 401,
  origin: 403,
  "unknown-template": 404,
  method: 405,
  "too-large": 413,
  internal: 500,
  "body-used": 500,
  unreachable: 502,
  redirect: 502,
  "bad-answer": 502,
  timeout: 504,
} as const;

export type RefusalCode = keyof typeof STATUS;

/** Its message is read in the browser, so it names neither the webhook's url nor its header; `cause` stays here. */
export class Refusal extends Error {
  override readonly name = "RelayRefusal";
  readonly status: number;

  constructor(
    readonly code: RefusalCode,
    message: string,
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.status = STATUS[code];
  }

  toResponse(): Response {
    const response = errorResponse(this.status, this.code, this.message);
    if (this.code === "method") response.headers.set("Allow", "POST, OPTIONS");
    return response;
  }
}

/** `{"error": {"code", "message"}}`, the one shape of everything that the relay says itself. */
export function errorResponse(status: number, code: string, message: string): Response {
  return new Response(JSON.stringify({ error: { code, message } }), {
    status,
    headers: { "Content-Type": "application/json" },
  });
}
