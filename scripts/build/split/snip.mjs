// A module with names in, the same module out in which a panic does nothing but trap. It does no more without that: nobody
// has set a hook, and without one Rust's message goes nowhere in WebAssembly. What made the message is dropped later.
import { expressions, nameOf, typesOf } from "./wat.mjs";

/** Functions of Rust's own library that panic. */
const PANICS = /\b(core|alloc|std)(\[[0-9a-f]+\])?::.*(panic|fail|handle_(alloc_)?error|capacity_overflow)/;

export function snip(module) {
  for (const func of module) {
    if (func[0] !== "func" || !PANICS.test(nameOf(func)) || !neverReturns(func)) continue;
    const declared = func.findLastIndex((part) => part[0] === "param");
    func.splice(Math.max(declared, 1) + 1, func.length, ["unreachable"]);
  }
  return module;
}

/** What JavaScript hears of stays: `throw` in wasm-bindgen. */
function neverReturns(func) {
  return typesOf(func, "result").length === 0 && func.at(-1)[0] === "unreachable" && !leaves(func);
}

function leaves(node) {
  return node[0] === "return" || expressions(node).some(leaves);
}
