// In: what createRelay was given. Out: the settings it runs on, or one error that lists every fault.

import { isHeaderName } from "./header.js";
import type { Refusal } from "./refusal.js";

/** Where the pages of one template go. Nothing of it reaches the browser. */
export interface RelayTemplate {
  /** The webhook: http or https. */
  url: string;
  /** The header that carries the value of `Sheethook-Auth`. Without it that value is not forwarded. */
  authHeaderName?: string;
}

export interface RelayOptions {
  /** By the template's code. */
  templates: Record<string, RelayTemplate>;
  /** Such as `https://app.example`, or `*` for all. Requests without Origin are always let in. */
  allowedOrigins: readonly string[];
  /** Bytes of one page. Default 1,048,576. */
  maxBodyBytes?: number;
  /** Milliseconds that the webhook may take, its answer's body included. Default 30,000. */
  timeoutMs?: number;
  /** Sends to the webhook. Default the platform's fetch. */
  fetch?: (url: string, init: RequestInit) => Promise<Response>;
  /** Told of every refusal from status 500, with its `cause`. Default console.error. */
  onError?: (error: Refusal) => void;
}

/** The options, checked and copied: later changes to them have no effect. */
export interface Settings extends Required<Omit<RelayOptions, "templates" | "allowedOrigins">> {
  /** A map, so that a page's template never finds what every object has (`constructor`, `__proto__`). */
  templates: ReadonlyMap<string, RelayTemplate>;
  allowedOrigins: ReadonlySet<string>;
}

export interface Fault {
  path: string;
  reason: string;
}

/** Lists every fault of the options, in its message and as data. */
export class RelayOptionsError extends TypeError {
  override readonly name = "RelayOptionsError";

  constructor(readonly faults: Fault[]) {
    super(`createRelay: ${faults.map(({ path, reason }) => `${path} ${reason}`).join("; ")}`);
  }
}

export function readOptions(options: RelayOptions): Settings {
  const faults = optionsFaults(options);
  if (faults.length > 0) throw new RelayOptionsError(faults);
  const templates = Object.entries(options.templates).map(([code, it]) => [code, { ...it }] as const);
  return {
    templates: new Map(templates),
    allowedOrigins: new Set(options.allowedOrigins),
    maxBodyBytes: options.maxBodyBytes ?? 1024 * 1024,
    timeoutMs: options.timeoutMs ?? 30_000,
    fetch: options.fetch ?? ((url, init) => fetch(url, init)),
    onError: options.onError ?? ((error) => console.error(error)),
  };
}

/** Node's fetch gives up by itself after five minutes. */
const MAX_TIMEOUT_MS = 300_000;

function optionsFaults(options: unknown): Fault[] {
  const faults: Fault[] = [];
  const report = (path: string, reason: string | null) => {
    if (reason !== null) faults.push({ path, reason });
  };
  const fields = fieldsOf(options);
  const { templates, allowedOrigins, maxBodyBytes, timeoutMs, fetch, onError, ...unknown } = fields ?? {};
  if (!fields) report("options", "must be an object");
  for (const name of Object.keys(unknown)) report(name, UNKNOWN);

  const byCode = fieldsOf(templates);
  if (!byCode || Object.keys(byCode).length === 0)
    report("templates", "must be an object with a template by its code");
  for (const [code, template] of Object.entries(byCode ?? {})) {
    const { url, authHeaderName, ...unknown } = fieldsOf(template) ?? {};
    report(`templates.${code}.url`, urlFault(url));
    report(`templates.${code}.authHeaderName`, authHeaderNameFault(authHeaderName));
    for (const name of Object.keys(unknown)) report(`templates.${code}.${name}`, UNKNOWN);
  }

  if (!Array.isArray(allowedOrigins)) report("allowedOrigins", 'must be an array of origins, or ["*"]');
  else
    for (const [at, origin] of allowedOrigins.entries()) report(`allowedOrigins[${at}]`, originFault(origin));

  report("maxBodyBytes", countFault(maxBodyBytes, Number.MAX_SAFE_INTEGER));
  report("timeoutMs", countFault(timeoutMs, MAX_TIMEOUT_MS));
  report("fetch", functionFault(fetch));
  report("onError", functionFault(onError));
  return faults;
}

const UNKNOWN = "is not an option of the relay";

function fieldsOf(value: unknown): Record<string, unknown> | null {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject ? (value as Record<string, unknown>) : null;
}

/** Never repeats the url: this error may end in a log that others read. */
function urlFault(url: unknown): string | null {
  if (url === undefined) return "is missing";
  const parsed = typeof url === "string" && URL.canParse(url) ? new URL(url) : null;
  if (parsed?.protocol !== "http:" && parsed?.protocol !== "https:") return "must be an http or https url";
  return parsed.username || parsed.password ? "must not hold a user or password: use authHeaderName" : null;
}

/** Hop-by-hop (RFC 9110, 7.6.1), or set by HTTP or the relay itself: as authHeaderName they would be lost or do harm. */
const TAKEN_HEADERS = new Set(
  `connection keep-alive proxy-authenticate proxy-authorization proxy-connection te trailer transfer-encoding upgrade
   host content-length content-type content-encoding expect idempotency-key`.split(/\s+/),
);

function authHeaderNameFault(name: unknown): string | null {
  if (name === undefined) return null;
  if (typeof name !== "string" || !isHeaderName(name)) return "must be a header's name";
  return TAKEN_HEADERS.has(name.toLowerCase()) ? "must not be a header that HTTP or the relay sets" : null;
}

/** An entry must be letter for letter what browsers send, or it would never match. */
function originFault(origin: unknown): string | null {
  if (origin === "*") return null;
  const url = typeof origin === "string" && URL.canParse(origin) ? new URL(origin) : null;
  if (url?.protocol === "http:" || url?.protocol === "https:") {
    return url.origin === origin ? null : `must be an origin without path: write ${url.origin}`;
  }
  // Apps have origins such as capacitor://localhost.
  if (url && /^[a-z][a-z0-9+.-]*:\/\/[^/?#@]+$/.test(origin as string)) return null;
  return "must be an origin such as https://app.example";
}

function countFault(value: unknown, max: number): string | null {
  const fits = Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= max;
  return value === undefined || fits ? null : `must be a whole number from 1 to ${max}`;
}

function functionFault(value: unknown): string | null {
  return value === undefined || typeof value === "function" ? null : "must be a function";
}
