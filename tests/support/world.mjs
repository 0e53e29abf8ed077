// A page, the relay and a failing receiver behind it, each on an origin of its own.
import { serve } from "srvx/node";
import { createRelay } from "../../pkg/relay.js";
import { AUTH_HEADER, startReceiver, WEBHOOK_PATH } from "./receiver.mjs";
import { startSite } from "./site.mjs";
import { startTap } from "./tap.mjs";

/**
 * `files(world)` gives the page's documents by path. The page is on localhost, so that even its site is another than
 * the relay's. `cdn` is a further origin with pkg/; without it the page's own origin has pkg/.
 */
export async function startWorld({ files, plan, templates, cdn = false, workerSrc = "'self'" }) {
  const receiver = await startReceiver(plan);
  const site = await startSite("localhost", { pkg: !cdn });
  const elsewhere = cdn ? await startSite("127.0.0.1", { pkg: true }) : undefined;
  const fetch = createRelay({
    templates: Object.fromEntries(
      templates.map((code) => [code, { url: receiver.url, authHeaderName: AUTH_HEADER }]),
    ),
    allowedOrigins: [site.origin],
    onError: () => {},
  });
  const server = await serve({ fetch, port: 0, hostname: "127.0.0.1", silent: true }).ready();
  const tap = await startTap(new URL(server.url).port, [receiver.host, WEBHOOK_PATH, AUTH_HEADER]);

  const world = {
    receiver,
    site,
    tap,
    url: site.origin,
    relay: `${tap.origin}/import`,
    cdn: elsewhere?.origin,
  };
  world.cdnRequests = elsewhere?.requests;
  world.secrets = [receiver.host, WEBHOOK_PATH, AUTH_HEADER];
  world.origins = [site.origin, tap.origin, ...(elsewhere ? [elsewhere.origin] : [])];
  site.files = await files(world);
  site.policy = [
    "default-src 'none'",
    `script-src 'self' 'wasm-unsafe-eval' ${world.cdn ?? ""}`,
    `worker-src ${workerSrc}`,
    "style-src 'self'",
    `connect-src 'self' ${tap.origin}`,
  ].join("; ");
  world.close = () =>
    Promise.all([receiver.close(), site.close(), elsewhere?.close(), tap.close(), server.close(true)]);
  return world;
}
