// The page with the classic script tag: window.sheethook comes from /pkg/embed.js.
import { authHeaderValue } from "./choices.js";
import { heardEvents } from "./heard.js";
import { hear, startSender } from "./sender.js";

const importer = window.sheethook.init({ authHeaderValue });

let chosen;
const show = () => importer.show({ ...chosen, extra: { source: "script tag" } });

startSender({
  chosen: ({ template, destination }) => {
    chosen = { template, destination };
  },
  show,
});

document.querySelector("#import").addEventListener("click", show);
for (const name of heardEvents) importer.on(name, (detail) => hear(name, detail));
