// Requests counted in; which of them fails, and how, out. The same every time, so that nobody is lucky.

/** The three ways in which a webhook fails: it is busy, it is cut off, or its answer is lost after it has taken the page. */
const WAYS = ["cut", "lost", "busy"];
const EVERY = 9;

export class Failures {
  #requests = 0;

  /** Undefined for most. */
  next() {
    this.#requests += 1;
    return this.#requests % EVERY === 2 ? WAYS[Math.floor(this.#requests / EVERY) % WAYS.length] : undefined;
  }
}
