// A headless Chromium that opens the benchmarks' page, each time in a process of its own.
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname } from "node:path";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { inRoot } from "../scripts/setup/paths.mjs";
import { browsers } from "../scripts/setup.mjs";

const ARGS =
  "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

/** No run takes this long, unless it says so: one that does hangs. */
const LIMIT_SECONDS = 600;

/** `withPage(work, seconds)` opens the page for `work(page)`; `close()` ends browser and server. */
export async function openBrowser() {
  const server = serve(await scripts());
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const address = `http://127.0.0.1:${server.address().port}/`;
  const browser = await chromium.launch({ executablePath: browsers().chromium, args: ARGS.split(" ") });
  return {
    browser,
    async withPage(work, seconds = LIMIT_SECONDS) {
      const page = await browser.newPage();
      try {
        await page.goto(address);
        await page.waitForFunction(() => "bench" in globalThis);
        return await within(seconds, work(page));
      } finally {
        await page.close();
      }
    },
    async close() {
      await browser.close();
      server.close();
    },
  };
}

async function within(seconds, work) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`a run did not end within ${seconds} s`)), seconds * 1000);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The page's scripts by their path. A peer is a file of its own, so that no run loads another's. */
async function scripts() {
  const { outputFiles } = await build({
    entryPoints: [inRoot("benches/page/page.js"), inRoot("benches/page/worker.js")],
    outdir: inRoot("bench"),
    external: ["sheethook"],
    bundle: true,
    splitting: true,
    format: "esm",
    write: false,
  });
  return new Map(outputFiles.map(({ path, text }) => [path.slice(inRoot().length), text]));
}

/** The page, its scripts, and pkg/ as it is published. */
function serve(scripts) {
  const types = { ".js": "text/javascript", ".wasm": "application/wasm", ".html": "text/html" };
  return createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const script = scripts.get(pathname);
    if (script) return response.writeHead(200, { "Content-Type": types[".js"] }).end(script);
    const file =
      pathname === "/"
        ? inRoot("benches/page/index.html")
        : pathname.startsWith("/pkg/")
          ? inRoot(`.${pathname}`)
          : "";
    if (!existsSync(file) || !statSync(file).isFile()) return response.writeHead(404).end();
    response.writeHead(200, { "Content-Type": types[extname(file)] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  });
}
