// A module and the names of functions in, two modules out: the first without those functions, the second with them. What
// the first calls of the second it calls through a table, which the second fills when it is loaded.
import { expressions, nameOf, typesOf } from "./wat.mjs";

/** The table of the second module's functions. */
const TABLE = "$second";
/** Says whether the second module is there. */
const THERE = "$there";
const ARRIVE = "$arrive";
const NEEDED = "$needed";
const LOAD = "$load";
/** What the second module's imports stand under. */
const FIRST = '"first"';
/** The parts of a module that the second has of the first, by the instructions that name them. */
const KINDS = { call: "func", "ref.func": "func", "global.get": "global", "global.set": "global" };

/** `names` are those of the functions that go; `load` is what JavaScript loads the second module by. */
export function halves(module, names, load) {
  const [head, ...fields] = module;
  const isCold = (field) => field[0] === "func" && names.has(nameOf(field));
  const cold = fields.filter(isCold);
  const others = fields.filter((field) => !isCold(field));
  const needed = new Set(others.flatMap((field) => [...functionsIn(field)]));
  const entries = cold.filter((func) => needed.has(nameOf(func)));

  const there = ["global", THERE, ["mut", "i32"], ["i32.const", "0"]];
  const arrive = ["func", ARRIVE, ["global.set", THERE, ["i32.const", "1"]]];
  const table = ["table", TABLE, String(entries.length), String(entries.length), "funcref"];
  const own = [there, table];
  const shared = sharedBy([...cold, arrive], [...others, ...own]);
  const first = [
    head,
    ["import", `"${load.module}"`, `"${load.name}"`, ["func", LOAD]],
    ...others,
    ...own,
    needing(),
    ...entries.map(stub),
    ...shared.map(({ kind, name }, number) => ["export", exportName(number), [kind, name]]),
  ];
  const second = [
    head,
    ...fields.filter(([kind]) => kind === "type"),
    ...shared.map(({ type }, number) => ["import", FIRST, exportName(number), type]),
    ["elem", "$functions", ["table", TABLE], ["i32.const", "0"], "func", ...entries.map(nameOf)],
    ["start", ARRIVE],
    arrive,
    ...cold,
  ];
  return { first: ordered(first), second };
}

const exportName = (number) => `"${number.toString(36)}"`;

/** Imports stand before everything else that has an index. */
function ordered([head, ...fields]) {
  const isEarly = ([kind]) => kind === "type" || kind === "import";
  return [head, ...fields.filter(isEarly), ...fields.filter((field) => !isEarly(field))];
}

/** Has the second module loaded where it isn't there; gives back the place in the table. */
function needing() {
  return [
    "func",
    NEEDED,
    ["param", "$0", "i32"],
    ["result", "i32"],
    ["if", ["i32.eqz", ["global.get", THERE]], ["then", ["call", LOAD]]],
    ["local.get", "$0"],
  ];
}

/** Stands in the first module for a function of the second. */
function stub(func, place) {
  const params = typesOf(func, "param");
  const results = typesOf(func, "result");
  return [
    "func",
    nameOf(func),
    ...params.map((type, number) => ["param", `$${number}`, type]),
    ...(results.length > 0 ? [["result", ...results]] : []),
    [
      "call_indirect",
      TABLE,
      ...(params.length > 0 ? [["param", ...params]] : []),
      ...(results.length > 0 ? [["result", ...results]] : []),
      ...params.map((_, number) => ["local.get", `$${number}`]),
      ["call", NEEDED, ["i32.const", String(place)]],
    ],
  ];
}

/** What functions use of the first module, all of it with the type by which it is imported. */
function sharedBy(functions, fields) {
  const used = new Set();
  const visit = (node) => {
    const kind = KINDS[node[0]];
    if (kind) used.add(`${kind} ${node[1]}`);
    if (/^(table\.|call_indirect)/.test(node[0])) used.add(`table ${node[1]}`);
    for (const part of expressions(node)) visit(part);
  };
  functions.forEach(visit);
  used.add(`table ${TABLE}`);
  return fields.flatMap((field) => {
    const thing = field[0] === "import" ? field[3] : field;
    const [kind, name] = thing;
    const isShared = kind === "memory" || used.has(`${kind} ${name}`);
    return isShared ? [{ kind, name, type: [kind, name, ...typeOf(kind, thing)] }] : [];
  });
}

/** How a thing is imported that is defined so. */
function typeOf(kind, field) {
  if (kind === "func") return field.filter(([head]) => ["type", "param", "result"].includes(head));
  if (kind === "global")
    return [field.slice(2).find((part) => typeof part === "string" || part[0] === "mut")];
  return field.slice(2);
}

function functionsIn(node, names = new Set()) {
  const [head, name] = node;
  if (head === "call" || head === "ref.func") names.add(name);
  if (head === "export" && node[2][0] === "func") names.add(node[2][1]);
  if (head === "elem")
    for (const part of node) if (typeof part === "string" && part.startsWith("$")) names.add(part);
  for (const part of node) if (typeof part !== "string") functionsIn(part, names);
  return names;
}
