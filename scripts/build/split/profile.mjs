// A module in, the same module out that notes which points it has passed; and what it has noted, read.
import { pointsOf } from "./points.mjs";

const BITS = 64;
const word = (point) => `$passed.${Math.floor(point / BITS)}`;
const bit = (point) => BigInt.asIntN(BITS, 1n << BigInt(point % BITS));

/** Has each point of each function set a bit in exported globals. */
export function instrumented(module) {
  const points = allPoints(module);
  // From the last to the first, so that those before stay where they are.
  for (const [point, { list, at }] of [...points.entries()].reverse()) {
    const passed = ["i64.or", ["global.get", word(point)], ["i64.const", String(bit(point))]];
    list.splice(at, 0, ["global.set", word(point), passed]);
  }
  for (let point = 0; point < points.length; point += BITS) {
    const name = word(point);
    module.push(["global", name, ["export", `"${name}"`], ["mut", "i64"], ["i64.const", "0"]]);
  }
  return module;
}

/** What a run has passed, by the exports of the instrumented module, as JSON can say it. */
export function marks(exports) {
  const words = Object.entries(exports).filter(([name]) => name.startsWith("$passed."));
  return Object.fromEntries(words.map(([name, { value }]) => [name, String(value)]));
}

/** What of the module no run has passed: lists, and from which place on. What is in a list after that runs only after it. */
export function unpassed(module, passed) {
  const cold = new Map();
  for (const [point, { list, at }] of allPoints(module).entries()) {
    if ((BigInt(passed[word(point)]) & bit(point)) === 0n && !cold.has(list)) cold.set(list, at);
  }
  return cold;
}

function allPoints(module) {
  return module.filter(([head]) => head === "func").flatMap(pointsOf);
}
