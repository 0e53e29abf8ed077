// Requests counted in; which of them fails, and how, out. The same every time, so that nobody is lucky.

/** The three ways in which a webhook fails: its answer is lost after it has taken the page, it is cut off, or it is busy. */
const WAYS = ["lost", "cut", "busy"];
const EVERY = 16;

export class Failures {
  #requests = 0;

  /** Undefined for most. */
  next() {
    this.#requests += 1;
    return this.#requests % EVERY === 2 ? WAYS[Math.floor(this.#requests / EVERY) % WAYS.length] : undefined;
  }
}
