// WebAssembly's text in, nested lists out, and back: `(i32.add (local.get $0) (i32.const 1))` is
// `["i32.add", ["local.get", "$0"], ["i32.const", "1"]]`.

const TOKEN = /\s+|;;[^\n]*|\(;.*?;\)|([()])|(\$?"(?:[^"\\]|\\.)*"|[^\s()";]+)/sy;

/** The module that the text is, without its name. */
export function parse(text) {
  const open = [[]];
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < text.length; ) {
    const at = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    if (!found) throw new Error(`no WebAssembly text: ${text.slice(at, at + 40)}`);
    const [, parenthesis, atom] = found;
    if (parenthesis === "(") open.push([]);
    else if (parenthesis === ")") {
      const list = open.pop();
      open.at(-1).push(list);
    } else if (atom) open.at(-1).push(atom);
  }
  return open[0][0].filter((field, at) => at === 0 || typeof field !== "string");
}

/** A line for each list in the module, so that the text can be looked at. */
export function print([head, ...fields]) {
  return `(${head}\n${fields.map(flat).join("\n")}\n)\n`;
}

function flat(node) {
  return typeof node === "string" ? node : `(${node.map(flat).join(" ")})`;
}

/** What stands in a list beside what is computed: names, types and places. */
const NO_EXPRESSION = new Set(["type", "param", "result", "local"]);

/** The expressions of a node, in the order in which they are computed. */
export function expressions(node) {
  return node.filter((part) => typeof part !== "string" && !NO_EXPRESSION.has(part[0]));
}

/** Where a function's instructions begin among its parts. */
export function bodyOf(func) {
  const first = func.findIndex((part, at) => at > 0 && expressions([part]).length > 0);
  return first < 0 ? func.length : first;
}

/** The types that a node, or a function, says in lists of that name: `param` or `result`. */
export function typesOf(node, name) {
  return node
    .filter((part) => part[0] === name && typeof part !== "string")
    .flatMap((list) => list.slice(1).filter((type) => !type.startsWith("$")));
}

/** The name before a node's lists: a function's, a block's, or none. */
export function nameOf(node) {
  return typeof node[1] === "string" ? node[1] : undefined;
}
