// A page with the built widget under a strict policy, and the webhook that its pages go to.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";
import { chromium } from "playwright-core";
import { inRoot } from "../../../scripts/setup/paths.mjs";
import { browsers } from "../../../scripts/setup.mjs";

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm" };
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; worker-src 'self'; connect-src 'self'";

const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Widget</title>
<script type="module" src="/page.js"></script>
<main><h1>Customers</h1><sheethook-import endpoint="/hook" chunk-size="10">Import customers</sheethook-import></main></html>`;

// Notes every event and every breach of the policy, where a test can read them.
const SCRIPT = `import { importEventNames } from "/pkg/element.js";
window.events = [];
window.breaches = [];
document.addEventListener("securitypolicyviolation", (event) => breaches.push(event.violatedDirective + " " + event.blockedURI));
window.element = document.querySelector("sheethook-import");
for (const name of importEventNames) {
  if (name === "data-imported" || name === "progress") continue;
  element.addEventListener(name, ({ detail }) => {
    const { error, ...rest } = detail;
    events.push({ name, ...rest, ...(error && { code: error.code }) });
  });
}`;

/** `host.answer` may be replaced: it gets the number of the request, from 1, and the page; gives a status, or a promise. */
export async function startHost() {
  const host = { pages: [], answer: () => 200 };
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, "http://host").pathname;
    const send = (status, type, body) => {
      const headers = { "content-type": type, "content-security-policy": POLICY };
      // Long enough for a person, and a test, to read that it is tried again.
      if (status === 503) headers["retry-after"] = "1";
      response.writeHead(status, headers).end(body);
    };
    if (path === "/hook") {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      const page = JSON.parse(Buffer.concat(chunks).toString());
      host.pages.push({ ...page, key: request.headers["idempotency-key"] });
      return send(await host.answer(host.pages.length, page), "application/json", "{}");
    }
    if (path === "/") return send(200, "text/html", PAGE);
    if (path === "/page.js") return send(200, "text/javascript", SCRIPT);
    if (!path.startsWith("/pkg/")) return send(404, "text/plain", "");
    const body = await readFile(inRoot(`.${path}`)).catch(() => undefined);
    send(body ? 200 : 404, TYPES[extname(path)] ?? "text/plain", body);
  });
  await new Promise((resolve) => server.listen(0, "localhost", resolve));
  host.origin = `http://localhost:${server.address().port}`;
  host.close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return host;
}

export const startBrowser = () =>
  chromium.launch({
    executablePath: browsers().chromium,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"],
  });
