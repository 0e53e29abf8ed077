// A site that serves documents by their paths, with pkg/ beside them where asked.
import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { inRoot } from "../../scripts/setup/paths.mjs";
import { open } from "./server.mjs";

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm" };

/** `site.files` and `site.policy` may be set later, when other servers' addresses are known. */
export async function startSite(hostname, { pkg = false } = {}) {
  const site = { files: {}, policy: "", requests: [] };
  const server = await open(hostname, async (request, response) => {
    const { pathname } = new URL(request.url, "http://site");
    site.requests.push(pathname);
    const fromPkg = pkg && pathname.startsWith("/pkg/");
    const body = fromPkg ? await readFile(inRoot(pathname)).catch(() => undefined) : site.files[pathname];
    const type = `${TYPES[extname(pathname) || ".html"]}; charset=utf-8`;
    response.writeHead(body === undefined ? 404 : 200, {
      "Content-Type": fromPkg && pathname.endsWith(".wasm") ? TYPES[".wasm"] : type,
      ...(site.policy && { "Content-Security-Policy": site.policy }),
    });
    response.end(body);
  });
  return Object.assign(site, server);
}
