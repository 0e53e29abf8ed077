// Out: a real HTTP receiver on 127.0.0.1 that keeps what it gets and, by path, fails in the ways that webhooks do.

import { createServer } from "node:http";

/** Path → how it answers; each is a template's code in the tests too. */
const ways = {
  ok: (res) => res.setHeader("Content-Type", "application/json").end('{"taken":true}'),
  plain: (res) =>
    res.writeHead(202, { "Content-Type": "text/plain; charset=latin1" }).end(Buffer.from([0xe9])),
  "no-content": (res) => res.writeHead(204).end(),
  "reset-content": (res) => res.writeHead(205).end(),
  refused: (res) => res.writeHead(422, { "Content-Type": "application/json" }).end('{"errors":[{"row":0}]}'),
  busy: (res) => res.writeHead(503, { "Retry-After": "7", "Content-Type": "text/plain" }).end("later"),
  leaky: (res) =>
    res
      .writeHead(200, {
        Server: "acme/1",
        "Set-Cookie": "a=b",
        "X-Api-Key": "secret",
        "Access-Control-Allow-Origin": "https://hooks.example",
      })
      .end("x"),
  moved: (res) => res.writeHead(302, { Location: "/ok" }).end("to /ok"),
  kept: (res) => res.writeHead(307, { Location: "/ok" }).end(),
  unchanged: (res) => res.writeHead(304).end(),
  odd: (res) => res.writeHead(799).end(),
  cut: (res) => res.destroy(),
  "cut-answer": (res) => res.writeHead(200, { "Content-Length": "100" }).write("half", () => res.destroy()),
  slow: () => {},
  "slow-answer": (res) => res.writeHead(200).write("half"),
  huge: (res) => res.writeHead(201, { "Retry-After": "3" }).end(Buffer.alloc(1024 * 1024 + 1, "x")),
  endless: (res) => {
    const more = () => {
      while (!res.destroyed && res.write(Buffer.alloc(65_536, "x"))) res.sent = (res.sent ?? 0) + 65_536;
    };
    res.writeHead(200).on("drain", more);
    more();
  },
};

export async function startReceiver() {
  const requests = [];
  const server = createServer(async (req, res) => {
    const body = Buffer.concat(await req.toArray());
    const request = { method: req.method, path: req.url, headers: req.headers, body, closed: false };
    res.on("close", () => {
      request.closed = true;
    });
    requests.push(request);
    ways[req.url.slice(1)](res);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${server.address().port}`;
  return {
    url,
    requests,
    templates: Object.fromEntries(
      Object.keys(ways).map((way) => [way, { url: `${url}/${way}`, authHeaderName: "X-Api-Key" }]),
    ),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
