// A module and what of it never ran in, the same module out with those parts as functions of their own, and the names of
// all functions that never ran. A part is called with the locals that it reads; it says how it was left where there are
// several ways, and what it has changed of its caller's locals lies in globals then.
import { Liveness } from "./liveness.mjs";
import { beginOf, isBranch, isList, targetsOf } from "./points.mjs";
import { expressions, nameOf, typesOf } from "./wat.mjs";

/** A call costs about as many bytes as these nodes. */
const LEAST_NODES = 8;
const NODES_A_PARAMETER = 1;
const NODES_A_RESULT = 3;

/** What a function hands back besides its result lies in globals of these types, which no other code uses. */
const KEPT = ["i32", "i64", "f32", "f64"];
const kept = (type, number) => `$kept.${type}.${number}`;
/** The label in place of `return`, and the local that says by which way a part was left. */
const RETURN = "$leave";
const CODE = "$code";

/** `cold` has lists of instructions, and the place in each from which on it never ran. */
export function outline(module, cold) {
  const functions = module.filter(([head]) => head === "func");
  const [never, ever] = [[], []];
  for (const func of functions) (cold.get(func) === beginOf(func) ? never : ever).push(func);
  const outliner = new Outliner();
  for (const func of ever) outliner.outline(func, cold);
  const names = [...never, ...outliner.functions].map(nameOf);
  return { module: [...module, ...outliner.globals, ...outliner.functions], cold: new Set(names) };
}

/** Moves cold parts out of functions. */
class Outliner {
  /** The functions that were made. */
  functions = [];
  #globals = new Map();

  /** The globals that they need. */
  get globals() {
    return [...this.#globals].map(([name, type]) => ["global", name, ["mut", type], [`${type}.const`, "0"]]);
  }

  outline(func, cold) {
    const frame = new Frame(func);
    const around = new Map([[func, { after: 0n, labels: new Map() }]]);
    const note = (list, after, labels) => void around.set(list, { after, labels });
    new Liveness(frame.bits, note).ofItems(expressions(func), 0n, new Map());
    const types = labelTypes(func);
    for (const part of outermost(func, cold)) this.#move({ ...part, types }, frame, around.get(part.list));
    // At last: places in the function are counted till then.
    if (frame.hasCode) func.splice(beginOf(func), 0, ["local", CODE, "i32"]);
  }

  #move({ list, at, types, value }, frame, { after, labels }) {
    const items = list.slice(at);
    const exits = exitsOf(items, types, frame.results);
    if (!neverEnds(items)) exits.push({ label: undefined, type: value });
    if (exits.some(({ type }) => type && !KEPT.includes(type))) return;

    const lives = ({ label }) => (label === undefined ? after : label === RETURN ? 0n : labels.get(label));
    const written = writtenIn(items, frame.bits);
    const changed = exits.reduce((all, exit) => all | lives(exit), 0n) & written;
    const none = new Map([...labels.keys()].map((label) => [label, changed]));
    const read = new Liveness(frame.bits).ofItems(items, changed, none);
    const outs = frame.named(changed);
    const params = frame.named(read);
    if (params.some(({ type }) => typeof type !== "string")) return;
    if (outs.some(({ type }) => !KEPT.includes(type))) return;
    if (weigh(items) < LEAST_NODES + params.length * NODES_A_PARAMETER + outs.length * NODES_A_RESULT) return;

    const name = `$cold.${this.functions.length}`;
    const call = ["call", name, ...params.map((local) => ["local.get", local.name])];
    const moved = this.#moved(items, exits, outs, frame);
    const inside = frame.named(localsIn(items, frame.bits) & ~read);
    this.functions.push([
      "func",
      name,
      ...params.map((local) => ["param", local.name, local.type]),
      ...(moved.result ? [["result", moved.result]] : []),
      ...inside.map((local) => ["local", local.name, local.type]),
      ...moved.body,
    ]);
    list.splice(at, items.length, ...moved.around(call));
  }

  /** What the new function does, gives back, and what is done with that where it is called. */
  #moved(items, exits, outs, frame) {
    const [exit] = exits;
    if (exits.length === 0) return { body: items, around: (call) => [call, ["unreachable"]] };
    if (exits.length === 1 && outs.length === 0 && exit.label === RETURN) {
      const around = exit.type ? (call) => [["return", call]] : (call) => [call, ["return"]];
      return { body: items, result: exit.type, around };
    }
    if (exits.length === 1 && outs.length === 0 && exit.label === undefined) {
      return { body: items, result: exit.type, around: (call) => [call] };
    }
    // One thing that is handed back needs no global.
    const [out] = outs;
    const isDirect = exits.length === 1 && outs.length === 1 && !exit.type;
    const code = exits.length > 1 ? CODE : undefined;
    if (code) frame.hasCode = true;
    const numbers = new Map();
    const places = outs.map(({ name, type }) => {
      const number = numbers.get(type) ?? 1;
      numbers.set(type, number + 1);
      return { name, type, place: this.#kept(type, number) };
    });
    const end = (number) => [
      ...(isDirect ? [] : places.map(({ name, place }) => ["global.set", place, ["local.get", name]])),
      isDirect
        ? ["return", ["local.get", out.name]]
        : ["return", ...(code ? [["i32.const", String(number)]] : [])],
    ];
    let body = items.map(leavingByLabel);
    for (const [number, { label, type }] of exits.entries()) {
      if (label !== undefined) continue;
      if (type) body = [...body.slice(0, -1), ["global.set", this.#kept(type, 0), body.at(-1)]];
      body.push(...end(number));
    }
    for (const [number, { label, type }] of exits.entries()) {
      if (label === undefined) continue;
      const block = ["block", label, ...(type ? [["result", type]] : []), ...body];
      body = [type ? ["global.set", this.#kept(type, 0), block] : block, ...end(number)];
    }
    const around = (call) => [
      isDirect ? ["local.set", out.name, call] : code ? ["local.set", code, call] : call,
      ...(isDirect ? [] : places.map(({ name, place }) => ["local.set", name, ["global.get", place]])),
      ...exits.flatMap(({ label, type }, number) => {
        const what = type ? [["global.get", this.#kept(type, 0)]] : [];
        const go =
          label === undefined ? what : label === RETURN ? [["return", ...what]] : [["br", label, ...what]];
        if (number === exits.length - 1) return go;
        return [["if", ["i32.eq", ["local.get", code], ["i32.const", String(number)]], ["then", ...go]]];
      }),
    ];
    return { body, result: isDirect ? out.type : code ? "i32" : undefined, around };
  }

  #kept(type, number) {
    const name = kept(type, number);
    this.#globals.set(name, type);
    return name;
  }
}

/** The locals of a function. */
class Frame {
  results;
  bits = new Map();
  hasCode = false;
  #types = [];

  constructor(func) {
    this.results = typesOf(func, "result");
    for (const [, name, type] of func.filter(([head]) => head === "param" || head === "local")) {
      this.bits.set(name, 1n << BigInt(this.#types.length));
      this.#types.push({ name, type });
    }
  }

  named(bits) {
    return this.#types.filter((_, number) => (bits >> BigInt(number)) & 1n);
  }
}

/** The types of values that branches to a label take along. */
function labelTypes(node, types = new Map()) {
  if (node[0] === "block") types.set(nameOf(node), typeIn(typesOf(node, "result")));
  for (const part of expressions(node)) labelTypes(part, types);
  return types;
}

/** The one type; several are no type that can be kept. */
const typeIn = (types) => (types.length > 1 ? types.join(" ") : types[0]);

/** The cold parts that lie in no other, and the type of the value that stands at the end of each. */
function outermost(node, cold, value = undefined) {
  const own = isList(node) || node[0] === "if" ? (typeIn(typesOf(node, "result")) ?? value) : undefined;
  const at = cold.get(node);
  const inside = expressions(node.slice(0, at)).flatMap((part) => {
    const isArm = part[0] === "then" || part[0] === "else";
    return outermost(part, cold, isArm ? own : undefined);
  });
  return at === undefined ? inside : [...inside, { list: node, at, value: own }];
}

/** The ways out of a part, other than behind its end. */
function exitsOf(items, types, results) {
  const exits = new Map();
  const visit = (node, inner) => {
    if (node[0] === "return") exits.set(RETURN, { label: RETURN, type: typeIn(results) });
    if (isBranch(node)) {
      for (const label of targetsOf(node))
        if (!inner.has(label)) exits.set(label, { label, type: types.get(label) });
    }
    const own = (node[0] === "block" || node[0] === "loop") && nameOf(node);
    const labels = own ? new Set(inner).add(own) : inner;
    for (const part of expressions(node)) visit(part, labels);
  };
  for (const item of items) visit(item, new Set());
  return [...exits.values()];
}

/** Whether what follows the items is surely never reached. False where that takes more than a look. */
function neverEnds(items) {
  return items.some((node) => {
    const [head] = node;
    if (["br", "br_table", "return", "unreachable"].includes(head)) return true;
    if (head === "block") return !goesTo(node, nameOf(node)) && neverEnds(expressions(node));
    if (head === "if") {
      const arms = expressions(node).filter(([arm]) => arm === "then" || arm === "else");
      return arms.length === 2 && arms.every((arm) => neverEnds(expressions(arm)));
    }
    return head === "loop" ? neverEnds(expressions(node)) : false;
  });
}

function goesTo(node, label) {
  if (isBranch(node) && targetsOf(node).includes(label)) return true;
  return expressions(node).some((part) => goesTo(part, label));
}

function leavingByLabel(node) {
  if (typeof node === "string") return node;
  const parts = node.map(leavingByLabel);
  return node[0] === "return" ? ["br", RETURN, ...parts.slice(1)] : parts;
}

function localsIn(items, bits, heads = ["local.get", "local.set", "local.tee"]) {
  return items.reduce((all, node) => {
    const own = heads.includes(node[0]) ? bits.get(node[1]) : 0n;
    return all | own | localsIn(expressions(node), bits, heads);
  }, 0n);
}

const writtenIn = (items, bits) => localsIn(items, bits, ["local.set", "local.tee"]);

function weigh(items) {
  return items.reduce((sum, node) => sum + 1 + weigh(expressions(node)), 0);
}
