// A function's instructions in, the locals that are still read after them out, as bits of a BigInt.
import { isBranch, targetsOf } from "./points.mjs";
import { expressions } from "./wat.mjs";

/** Reads a function backwards. `locals` has the bit of each local; `onList` hears what is read after each list. */
export class Liveness {
  #locals;
  #onList;

  constructor(locals, onList = () => {}) {
    this.#locals = locals;
    this.#onList = onList;
  }

  /** What is read from the list's first instruction on; `after` is read behind it, `labels` has what is read at each. */
  ofItems(items, after, labels) {
    return items.reduceRight((live, item) => this.of(item, live, labels), after);
  }

  of(node, after, labels) {
    const [head, name] = node;
    switch (head) {
      case "block":
        return this.#ofList(node, after, new Map(labels).set(name, after));
      case "loop":
        for (let begin = 0n; ; ) {
          const live = this.#ofList(node, after, new Map(labels).set(name, begin));
          if (live === begin) return live;
          begin = live;
        }
      case "then":
      case "else":
        return this.#ofList(node, after, labels);
      case "if": {
        const parts = expressions(node);
        const arms = parts.filter(([arm]) => arm === "then" || arm === "else");
        const lives = arms.map((arm) => this.of(arm, after, labels));
        if (arms.length === 1) lives.push(after);
        const live = lives.reduce((all, some) => all | some, 0n);
        return this.ofItems(parts.slice(0, -arms.length), live, labels);
      }
      case "local.get":
        return after | this.#locals.get(name);
      case "local.set":
      case "local.tee":
        return this.ofItems(expressions(node), after & ~this.#locals.get(name), labels);
      case "return":
      case "unreachable":
        return this.ofItems(expressions(node), 0n, labels);
    }
    let live = after;
    if (isBranch(node)) {
      live = head === "br_if" ? after : 0n;
      for (const label of targetsOf(node)) live |= labels.get(label);
    }
    return this.ofItems(expressions(node), live, labels);
  }

  #ofList(list, after, labels) {
    this.#onList(list, after, labels);
    return this.ofItems(expressions(list), after, labels);
  }
}
