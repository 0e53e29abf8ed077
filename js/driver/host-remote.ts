// The page's functions as its worker calls them: signals can't cross, so that calls have numbers.
import type { HostFunctions } from "./host-functions.js";

/** What a worker asks of its page; Comlink makes each a promise. */
export interface HostRemote {
  offers(): string[] | Promise<string[]>;
  run(name: keyof HostFunctions, call: number, records: string, rows: number[]): Promise<unknown[]>;
  abort(call: number): void | Promise<void>;
}

/** The page's side. */
export class HostSide implements HostRemote {
  readonly #functions: HostFunctions;
  readonly #calls = new Map<number, AbortController>();

  constructor(functions: HostFunctions) {
    this.#functions = functions;
  }

  offers(): string[] {
    return Object.keys(this.#functions);
  }

  async run(name: keyof HostFunctions, call: number, records: string, rows: number[]): Promise<unknown[]> {
    const controller = new AbortController();
    this.#calls.set(call, controller);
    try {
      return (await this.#functions[name]?.(records, rows, controller.signal)) ?? [];
    } catch (error) {
      // Whatever was thrown, a message can be sent.
      throw error instanceof Error ? new Error(error.message || error.name) : new Error(String(error));
    } finally {
      this.#calls.delete(call);
    }
  }

  abort(call: number): void {
    this.#calls.get(call)?.abort();
  }

  /** Tells all calls that nobody waits for them any more. */
  stop(): void {
    for (const controller of this.#calls.values()) controller.abort();
  }
}

/** The worker's side. */
export async function remoteFunctions(page: HostRemote): Promise<HostFunctions> {
  let calls = 0;
  const ask = (name: keyof HostFunctions) => async (records: string, rows: number[], signal: AbortSignal) => {
    const call = ++calls;
    const onAbort = () => void page.abort(call);
    signal.addEventListener("abort", onAbort);
    try {
      return await page.run(name, call, records, rows);
    } finally {
      signal.removeEventListener("abort", onAbort);
    }
  };
  const offers = await page.offers();
  const functions: HostFunctions = {};
  if (offers.includes("validate")) functions.validate = ask("validate") as HostFunctions["validate"];
  if (offers.includes("transform")) functions.transform = ask("transform") as HostFunctions["transform"];
  return functions;
}
