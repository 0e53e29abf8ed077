// The demo's own addresses in; the function that answers its requests out.
import { toNodeHandler } from "srvx/node";
import { createRelay } from "../../pkg/relay.js";
import { samplePath } from "../../scripts/setup/sample.mjs";
import { demoPage } from "../pages/demo.mjs";
import { reactPage } from "../pages/react.mjs";
import { scriptTagPage } from "../pages/script-tag.mjs";
import { contacts, flights } from "../public/templates.js";
import { createFeed } from "./feed.mjs";
import { publicFile, sendFile } from "./files.mjs";
import { POLICY } from "./policy.mjs";
import { bundleReact } from "./react-bundle.mjs";
import { AUTH_HEADER, Receiver } from "./receiver.mjs";

const PAGES = { "/": demoPage, "/react": reactPage, "/script-tag": scriptTagPage };

export async function createDemo({ port, origins }) {
  const feed = createFeed(() => receiver.view());
  const receiver = new Receiver(() => feed.changed());
  const webhook = { url: `http://127.0.0.1:${port}/webhook`, authHeaderName: AUTH_HEADER };
  const relay = toNodeHandler(
    createRelay({
      templates: { [contacts.code]: webhook, [flights.code]: webhook },
      allowedOrigins: origins,
      // The receiver fails on purpose, and shows it itself.
      onError: () => {},
    }),
  );
  const react = await bundleReact();

  const routes = {
    "GET /react.js": (_, response) => send(response, 200, "text/javascript", react),
    "GET /sample/flights.csv": (_, response) => sendFile(response, samplePath),
    "GET /receiver": (_, response) => feed.open(response),
    "POST /receiver/failing": async (request, response) => {
      receiver.failing = request.headers["x-failing"] === "true";
      response.writeHead(204).end();
    },
    "POST /webhook": (request, response) => receiver.receive(request, response),
    "POST /relay": relay,
    "OPTIONS /relay": relay,
  };

  return async (request, response) => {
    try {
      for (const [name, value] of Object.entries(POLICY)) response.setHeader(name, value);
      const { pathname } = new URL(request.url, "http://demo");
      const method = request.method === "HEAD" ? "GET" : request.method;
      const route = routes[`${method} ${pathname}`];
      if (route) await route(request, response);
      else if (method !== "GET") send(response, 405, "text/plain", "The demo has nothing to do that with.");
      else if (PAGES[pathname]) send(response, 200, "text/html", PAGES[pathname]());
      else await sendFile(response, publicFile(pathname));
    } catch (error) {
      console.error(error);
      if (!response.headersSent) send(response, 500, "text/plain", "The demo failed: see its console.");
      else response.destroy();
    }
  };
}

function send(response, status, type, body) {
  response.writeHead(status, { "Content-Type": `${type}; charset=utf-8`, "Cache-Control": "no-cache" });
  response.end(body);
}
