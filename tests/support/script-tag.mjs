// A page with the classic script tag, the relay and a webhook that fails now and then; and what must have arrived there.
import { assertDelivered, digestOf } from "./delivered.mjs";
import { orders, template } from "./orders.mjs";
import { failOneIn } from "./receiver.mjs";
import { startWorld } from "./world.mjs";

export const RECORDS = 243;
const { records, csv } = orders(RECORDS);

export { csv };

export const startScriptTagWorld = () =>
  startWorld({ files, plan: failOneIn(4), templates: ["orders"], workerSrc: "blob:" });

const files = ({ relay }) => ({
  "/": `<!doctype html><title>Orders</title>
    <script src="/policy.js"></script>
    <script src="/pkg/embed.js"></script><script defer src="/page.js"></script>
    <button id="import">Import orders</button>`,
  // Firefox and WebKit say that of their own wish for an icon too.
  "/policy.js": `window.breaches = [];
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
      if (!blockedURI.endsWith("/favicon.ico")) window.breaches.push(violatedDirective + " " + blockedURI);
    });`,
  "/page.js": `const importer = sheethook.init({
      template: ${JSON.stringify(template)},
      destination: { url: "${relay}", chunkSize: 10, retry: { baseMs: 20 } },
      authHeaderValue: "Bearer script-tag",
    });
    document.querySelector("#import").onclick = () => importer.show({ extra: { tenant: "Łódź", ids: [1, 2] } });`,
});

/** Every record, once, in order. */
export const assertOrdersDelivered = (receiver) =>
  assertDelivered(receiver, {
    digest: digestOf(records),
    totalRecords: RECORDS,
    chunkSize: 10,
    template: "orders",
    extra: { tenant: "Łódź", ids: [1, 2] },
    authHeaderValue: "Bearer script-tag",
  });
