// What wasm-bindgen has written around the engine in, the same out for an engine in two modules.

/** The function of JavaScript's that the first module calls where it needs the second. */
export const LOAD = { module: "./sheethook_bg.js", name: "load" };

const IMPORTS = "    const import0 = {\n        __proto__: null,\n";
const HOOK = `
let load;
/** Has \`loading\` called where something is called that only the engine's second module has, and that isn't there yet. */
export function onMissing(loading) {
    load = loading;
}
`;
const TYPE = `
/** Has \`loading\` called where something is called that only the engine's second module has, and that isn't there yet. */
export function onMissing(loading: () => void): void;
`;

/** The loader, with a way to say what loads the second module. */
export function withLoad(loader) {
  return `${replaced(loader, IMPORTS, `${IMPORTS}        ${LOAD.name}: () => load(),\n`)}${HOOK}`;
}

/** Its types. Which exports the engine has, and under what names, is between it and its loader. */
export function withLoadType(types) {
  const own = /(interface InitOutput \{\n {4}readonly memory: WebAssembly\.Memory;\n)[^}]*/;
  if (!own.test(types)) throw new Error("the loader's types have no InitOutput");
  return types.replace(own, "$1") + TYPE;
}

const short = (number) => `_${number.toString(36)}`;

/** Names imports and exports shortly, in the module and in the loader: the long names carry hashes, which don't compress.
 * An export that the loader doesn't use is dropped. */
export function shortenNames(module, loader) {
  let text = loader;
  const imports = module.filter(([head, , name]) => head === "import" && name !== `"${LOAD.name}"`);
  for (const [number, field] of imports.entries()) {
    const begin = (name) => `\n        ${name}: function(`;
    text = replaced(text, begin(field[2].slice(1, -1)), begin(short(number)));
    field[2] = `"${short(number)}"`;
  }
  const names = new Map();
  text = text.replace(/\bwasm\.(\w+)/g, (use, name) => {
    // Whoever holds the engine's exports may use its memory.
    if (name === "memory") return use;
    if (!names.has(name)) names.set(name, short(names.size));
    return `wasm.${names.get(name)}`;
  });
  const kept = module.flatMap((field) => {
    if (field[0] !== "export" || field[1] === '"memory"') return [field];
    const name = names.get(field[1].slice(1, -1));
    return name ? [["export", `"${name}"`, field[2]]] : [];
  });
  return { module: kept, loader: text };
}

function replaced(text, before, after) {
  const parts = text.split(before);
  // Another wasm-bindgen may write otherwise.
  if (parts.length !== 2) throw new Error(`the loader has ${parts.length - 1} times ${before.trim()}`);
  return parts.join(after);
}
