// A module in, the same module out that notes which functions are entered; and what it has noted, read.
import { bodyOf, nameOf } from "./wat.mjs";

const PREFIX = "$entered.";
const BITS = 64;
const word = (number) => `${PREFIX}${Math.floor(number / BITS)}`;
const bit = (number) => BigInt.asIntN(BITS, 1n << BigInt(number % BITS));

/** Has each function set a bit in exported globals. */
export function instrumented(module) {
  const functions = functionsOf(module);
  for (const [number, func] of functions.entries()) {
    const entered = ["i64.or", ["global.get", word(number)], ["i64.const", String(bit(number))]];
    func.splice(bodyOf(func), 0, ["global.set", word(number), entered]);
  }
  for (let number = 0; number < functions.length; number += BITS) {
    const name = word(number);
    module.push(["global", name, ["export", `"${name}"`], ["mut", "i64"], ["i64.const", "0"]]);
  }
  return module;
}

/** What a run has entered, by the exports of the instrumented module, as JSON can say it. */
export function marks(exports) {
  const words = Object.entries(exports).filter(([name]) => name.startsWith(PREFIX));
  return Object.fromEntries(words.map(([name, { value }]) => [name, String(value)]));
}

/** The names of the functions that no run has entered. */
export function neverEntered(module, entered) {
  const isCold = (_, number) => (BigInt(entered[word(number)]) & bit(number)) === 0n;
  return new Set(functionsOf(module).filter(isCold).map(nameOf));
}

function functionsOf(module) {
  return module.filter(([head]) => head === "func");
}
