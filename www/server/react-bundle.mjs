// www/react.tsx in; one script with React in it out, kept in memory.
import { build } from "esbuild";
import { inRoot } from "../../scripts/setup/paths.mjs";

export async function bundleReact() {
  const { outputFiles } = await build({
    entryPoints: [inRoot("www/react.tsx")],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2022",
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"' },
  });
  return outputFiles[0].text;
}
