// Takes jobs; runs each to its end whatever becomes of the others, and sums up what passed.
import { printError, say, step } from "./setup/progress.mjs";

export class Report {
  #passed = 0;
  #failed = [];
  #leftOut = [];

  /** `echo` is for work that prints for itself as it goes; of other work only a failure's output shows. */
  async job(name, work, { echo = false } = {}) {
    try {
      await step(name, { announce: echo, heartbeat: !echo }, work);
      this.#passed++;
    } catch (error) {
      // What it printed has been seen.
      if (echo && error.output) error.output = "";
      printError(error);
      this.#failed.push(name);
    }
  }

  /** Names a job that this machine can't do. */
  leaveOut(name, reason) {
    this.#leftOut.push(`– ${name}: left out, because ${reason}`);
    say(this.#leftOut.at(-1));
  }

  /** Prints the sum, and makes this process fail where a job did. */
  end() {
    for (const line of this.#leftOut) say(line);
    for (const name of this.#failed) say(`✗ ${name}`);
    say(`Steps: ${this.#passed} passed, ${this.#failed.length} failed`);
    if (this.#failed.length) process.exitCode = 1;
  }
}
