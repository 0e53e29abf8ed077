// In: a request's Origin and the allowed ones. Out: whether it is let in, and the headers that let a browser read the answer.

/** No Origin means no browser: a server or the command. CORS protects browsers only. */
export function isAllowed(origin: string | null, allowed: ReadonlySet<string>): boolean {
  return origin === null || allowed.has("*") || allowed.has(origin);
}

/** Set on every answer, refusals included. A foreign origin gets no Allow-Origin. */
export function corsHeaders(origin: string | null, allowed: ReadonlySet<string>): Record<string, string> {
  const headers: Record<string, string> = {
    Vary: "Origin",
    "Access-Control-Expose-Headers": "Retry-After",
  };
  if (allowed.has("*")) headers["Access-Control-Allow-Origin"] = "*";
  else if (origin !== null && allowed.has(origin)) headers["Access-Control-Allow-Origin"] = origin;
  return headers;
}

export function preflight(): Response {
  return new Response(null, {
    status: 204,
    headers: {
      "Access-Control-Allow-Methods": "POST",
      "Access-Control-Allow-Headers": "Content-Type, Sheethook-Auth, Idempotency-Key",
      // Two hours: Chromium keeps a preflight no longer.
      "Access-Control-Max-Age": "7200",
    },
  });
}
