// Calls to a worker: each ends with its answer, or all with the error that ends the worker.
import { asSheethookError, type SheethookError } from "../api/error.js";

/**
 * The answers that are waited for. When the worker dies or the sheet is closed they all reject: nobody shall wait for
 * ever. (Promise.race with one promise for the end would keep every call that was ever made in memory.)
 */
export class Calls {
  readonly #waiting = new Set<(error: SheethookError) => void>();
  #ended: SheethookError | undefined;

  ask<T>(call: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#ended) return reject(this.#ended);
      this.#waiting.add(reject);
      revived(call())
        .then(resolve, reject)
        .finally(() => this.#waiting.delete(reject));
    });
  }

  get ended(): boolean {
    return this.#ended !== undefined;
  }

  end(error: SheethookError): void {
    this.#ended ??= error;
    for (const reject of this.#waiting) reject(this.#ended);
  }
}

/** Errors come from the worker as plain objects. */
export async function revived<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw asSheethookError(error);
  }
}
