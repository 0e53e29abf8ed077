// In: a header's name, or a request and the name to read. Out: whether it is valid, or a value that is safe to forward.

import { Refusal } from "./refusal.js";

/** RFC 9110, 5.6.2: a token. */
export function isHeaderName(name: string): boolean {
  return /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name);
}

/** The header's value, "" when there is none. Checked here because a fetch that is given a bad one only says "fetch failed". */
export function readHeader(request: Request, name: string): string {
  const value = request.headers.get(name) ?? "";
  // RFC 9110, 5.5: tab, visible ASCII, space, and bytes from 0x80.
  if (/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) return value;
  throw new Refusal(
    "bad-header",
    `The header ${name} has a control character or a line break in it. Send its value without them.`,
  );
}
