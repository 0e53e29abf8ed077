// Nothing in but PORT and HOST; the demo out: its pages, a relay, and the receiver that the relay's webhook is.
import { createDemo } from "./server/demo.mjs";
import { listen } from "./server/listen.mjs";

const { PORT = "4173", HOST, ORIGIN } = process.env;

let demo;
const { port } = await listen((request, response) => demo(request, response), {
  port: Number(PORT),
  hosts: HOST ? [HOST] : undefined,
});
const here = ["localhost", "127.0.0.1", "[::1]"].map((host) => `http://${host}:${port}`);
// Behind a proxy the browser's address of this page is another one: ORIGIN names it for the relay.
demo = await createDemo({ port, origins: ORIGIN ? [...here, ORIGIN] : here });

console.log(`
  sheethook demo: http://localhost:${port}
  script tag:     http://localhost:${port}/script-tag
  React:          http://localhost:${port}/react
  Stop it with Ctrl+C.
`);
