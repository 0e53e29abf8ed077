// A request's path in; the file of pkg/ or www/public/ that it names out.
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { extname } from "node:path";
import { pipeline } from "node:stream/promises";
import { inRoot } from "../../scripts/setup/paths.mjs";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/** The file behind a request's path; undefined for one that can't be a file of ours. */
export function publicFile(pathname) {
  if (!TYPES[extname(pathname)]) return undefined;
  // URL has taken the dots out, and what is still escaped is no name of ours.
  return pathname.startsWith("/pkg/") ? inRoot(pathname) : inRoot("www/public", pathname);
}

export async function sendFile(response, file) {
  const facts = file && (await stat(file).catch(() => undefined));
  if (!facts?.isFile()) {
    response.writeHead(404, { "Content-Type": "text/plain; charset=utf-8" }).end("There is nothing here.");
    return;
  }
  const headers = { "Content-Type": TYPES[extname(file)], "Content-Length": facts.size };
  response.writeHead(200, { ...headers, "Cache-Control": "no-cache" });
  // A visitor who leaves ends it early.
  await pipeline(createReadStream(file), response).catch(() => {});
}
