// What ends a job: a code and its details, with an English message.
import { errorMessage } from "./messages.js";

/** Ends a job. `code` tells programs what happened, `details` the particulars, `message` people. */
export class SheethookError extends Error {
  readonly code: string;
  readonly details: Record<string, unknown>;

  constructor(code: string, details: Record<string, unknown> = {}, options?: ErrorOptions) {
    super(errorMessage({ code, details }), options);
    this.name = "SheethookError";
    this.code = code;
    this.details = details;
  }
}

/** What can be sent from a worker to its page. */
export interface PlainError {
  code: string;
  details: Record<string, unknown>;
}

/** Whatever was thrown, as a SheethookError: the engine throws plain objects, the platform its own errors. */
export function asSheethookError(thrown: unknown): SheethookError {
  if (thrown instanceof SheethookError) return thrown;
  if (isPlainError(thrown)) return new SheethookError(thrown.code, thrown.details);
  if (typeof thrown === "object" && thrown !== null && "code" in thrown && typeof thrown.code === "string") {
    const { code, ...details } = thrown;
    if (!(thrown instanceof Error)) return new SheethookError(code as string, details);
  }
  if (thrown instanceof DOMException && thrown.name === "AbortError") {
    return new SheethookError("aborted", {}, { cause: thrown });
  }
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return new SheethookError("internal", { reason }, { cause: thrown });
}

function isPlainError(thrown: unknown): thrown is PlainError {
  return typeof thrown === "object" && thrown !== null && "code" in thrown && "details" in thrown;
}

/** Throws `aborted` once the signal is. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new SheethookError("aborted");
}

/** Does the work, and throws nothing but SheethookErrors. */
export async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asSheethookError(error);
  }
}
