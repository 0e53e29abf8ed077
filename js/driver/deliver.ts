// A page and its destination in; returns once the destination has taken it, and throws once it is given up.

import { type Answer, Delivery, post, type Step } from "../api/engine.js";
import { SheethookError, throwIfAborted } from "../api/error.js";
import type { Page } from "../api/page.js";
import type { Destination, RetryOptions, SendOptions } from "../api/types.js";

/** How long an answer may take. */
const TIMEOUT_MS = 30_000;

/** The header in which a relay takes the auth header's value. */
const RELAY_AUTH_HEADER = "Sheethook-Auth";

type Attempt = { answer: Answer } | { timedOut: boolean };

/** Posts a page until it is taken, as the engine's retry machine says. */
export async function deliver(
  page: Page<unknown>,
  destination: Destination,
  authHeaderValue: SendOptions["authHeaderValue"],
  onRetry: (attempt: number) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { tries, baseMs, maxMs, timeoutMs = TIMEOUT_MS } = checkedRetry(destination);
  const headers = await headersOf(page, destination, authHeaderValue, signal);
  const delivery = new Delivery(tries, baseMs, maxMs);
  try {
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await send(destination.url, headers, page.bytes, timeoutMs, signal);
      const step = after(delivery, outcome);
      if (step.step === "done") return;
      if (step.step === "stop") throw givenUp(page, step.why, outcome, attempt);
      onRetry(attempt + 1);
      await sleep(step.ms, signal);
    }
  } finally {
    delivery.free();
  }
}

function after(delivery: Delivery, outcome: Attempt): Step {
  return "answer" in outcome
    ? delivery.answered(outcome.answer.status, outcome.answer.retryAfterMs)
    : delivery.unanswered(outcome.timedOut);
}

function givenUp(page: Page<unknown>, why: string, outcome: Attempt, attempts: number): SheethookError {
  const details = { page: page.page, totalPages: page.totalPages, attempts };
  if (!("answer" in outcome)) return new SheethookError(why, details);
  return new SheethookError(why, { ...details, status: outcome.answer.status, body: outcome.answer.body });
}

/** One request. It ends by itself after `timeoutMs`, and at once when the signal is aborted. */
async function send(
  url: string,
  headers: string[],
  bytes: Uint8Array,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<Attempt> {
  throwIfAborted(signal);
  const controller = new AbortController();
  const onAbort = () => controller.abort();
  signal?.addEventListener("abort", onAbort);
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    controller.abort();
  }, timeoutMs);
  try {
    return { answer: await post(url, headers, bytes, controller.signal) };
  } catch (error) {
    throwIfAborted(signal);
    // The engine throws objects about options; anything else is the network's.
    if (typeof error === "object" && error !== null && "code" in error) throw error;
    return { timedOut };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", onAbort);
  }
}

async function headersOf(
  page: Page<unknown>,
  destination: Destination,
  authHeaderValue: SendOptions["authHeaderValue"],
  signal: AbortSignal | undefined,
): Promise<string[]> {
  const asked = typeof authHeaderValue === "function" ? authHeaderValue() : authHeaderValue;
  const value = await unlessAborted(Promise.resolve(asked), signal);
  const pairs: [string, string][] = [
    ["Content-Type", "application/json"],
    ["Idempotency-Key", page.idempotencyKey],
  ];
  if (destination.authHeaderName && value === undefined) {
    throw new SheethookError("bad-option", {
      option: "authHeaderValue",
      reason: `must be given, because destination.authHeaderName is "${destination.authHeaderName}"`,
    });
  }
  if (value !== undefined) pairs.push([destination.authHeaderName ?? RELAY_AUTH_HEADER, value]);
  try {
    new Headers(pairs);
  } catch (cause) {
    const reason =
      "must make a header: a name of letters, digits and dashes, and a value without line breaks";
    throw new SheethookError(
      "bad-option",
      { option: "authHeaderName or authHeaderValue", reason },
      { cause },
    );
  }
  return pairs.flat();
}

function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const slept = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, Math.min(ms, MAX_TIMER_MS));
  });
  return unlessAborted(slept, signal).finally(() => clearTimeout(timer));
}

/** Waits for what may never come; an abort ends the wait. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(new SheethookError("aborted"));
    if (signal?.aborted) onAbort();
    signal?.addEventListener("abort", onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal?.removeEventListener("abort", onAbort));
  });
}

/** Timers take no more milliseconds than a signed 32-bit number holds. */
const MAX_TIMER_MS = 2 ** 31 - 1;

function checkedRetry({ retry = {} }: Destination): RetryOptions {
  for (const [name, value] of Object.entries(retry)) {
    if (value === undefined) continue;
    const most = name === "tries" ? 1000 : MAX_TIMER_MS;
    if (typeof value !== "number" || !(value >= 0 && value <= most)) {
      const reason = `must be a number from 0 to ${most}, not ${value}`;
      throw new SheethookError("bad-option", { option: `destination.retry.${name}`, reason });
    }
  }
  return retry;
}
