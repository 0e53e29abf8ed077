// Takes js/ and pkg/engine; writes the published modules, pkg/*.js.
import { chmodSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { inRoot } from "../setup/paths.mjs";

/** Published module: its source and where it runs. */
export const ENTRIES = {
  client: { source: "js/worker/client.ts", platform: "browser" },
  worker: { source: "js/worker/worker.ts", platform: "browser" },
  element: { source: "js/widget/index.ts", platform: "browser" },
  react: { source: "js/react.tsx", platform: "browser", external: ["react"] },
  node: { source: "js/node.ts", platform: "node" },
  schema: { source: "js/schema/index.ts", platform: "neutral" },
  relay: { source: "js/relay/index.ts", platform: "neutral" },
  cli: { source: "js/cli/main.ts", platform: "node", banner: { js: "#!/usr/bin/env node" } },
};
const EMBED = "js/embed.ts";

const COMMON = { bundle: true, minify: true, target: "es2022", legalComments: "eof", logLevel: "silent" };
/** A classic script has no `import.meta`: what is made for one gets the addresses it needs by other ways. */
const CLASSIC = { ...COMMON, format: "iife", platform: "browser", define: { "import.meta.url": '""' } };

export async function bundles() {
  // Only here, because it is not installed before the set-up has run.
  const { build } = await import("esbuild");
  await Promise.all([
    ...Object.entries(ENTRIES).map(([name, { source, ...options }]) =>
      build({
        ...COMMON,
        ...options,
        format: "esm",
        entryPoints: [inRoot(source)],
        outfile: inRoot(`pkg/${name}.js`),
        plugins: [siblings(name)],
      }),
    ),
    build({
      ...CLASSIC,
      entryPoints: [inRoot(EMBED)],
      outfile: inRoot("pkg/embed.js"),
      plugins: [carried(build)],
    }),
  ]);
  chmodSync(inRoot("pkg/cli.js"), 0o755);
}

/** Published modules import each other rather than hold each other's code. */
function siblings(self) {
  const names = new Map(
    Object.entries(ENTRIES).map(([name, { source }]) => [withoutEnding(inRoot(source)), name]),
  );
  return {
    name: "siblings",
    setup({ onResolve }) {
      onResolve({ filter: /^\./ }, ({ kind, path, resolveDir }) => {
        const name = kind === "entry-point" ? undefined : names.get(withoutEnding(resolve(resolveDir, path)));
        return name && name !== self ? { path: `./${name}.js`, external: true } : undefined;
      });
    },
  };
}

const withoutEnding = (path) => path.replace(/\.(js|tsx?)$/, "");

/**
 * What the script-tag build carries inside: `sheethook:worker`, a script, and the WebAssembly in Base64, `sheethook:wasm` and
 * `sheethook:pattern-wasm`.
 */
function carried(build) {
  const parts = {
    worker: async () => {
      const options = { ...CLASSIC, entryPoints: [inRoot(ENTRIES.worker.source)], write: false };
      return (await build(options)).outputFiles[0].text;
    },
    wasm: async () => readFileSync(inRoot("pkg/engine/sheethook_bg.wasm"), "base64"),
    "pattern-wasm": async () => readFileSync(inRoot("pkg/engine/pattern_bg.wasm"), "base64"),
  };
  return {
    name: "carried",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^sheethook:/ }, ({ path }) => ({
        path: path.split(":")[1],
        namespace: "carried",
      }));
      onLoad({ filter: /.*/, namespace: "carried" }, async ({ path }) => ({
        contents: await parts[path](),
        loader: "text",
      }));
    },
  };
}
