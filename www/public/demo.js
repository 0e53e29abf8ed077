// The demo page: gives <sheethook-import> the template that was chosen, and lists its events.
import "/pkg/element.js";
import { heardEvents } from "./heard.js";
import { hear, startSender } from "./sender.js";

const element = document.querySelector("sheethook-import");

startSender({
  chosen: ({ template, destination }) => Object.assign(element, { template, destination }),
  show: () => element.show(),
});

for (const name of heardEvents) element.addEventListener(name, ({ detail }) => hear(name, detail));
