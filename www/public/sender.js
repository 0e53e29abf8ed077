// What opens the importer in; the sender's side of the demo, wired, out: the choice of a template, its sample, the events.
import { choices } from "./choices.js";
import { heard } from "./heard.js";
import { fetchSample, giveFile } from "./sample.js";

const EVENTS_SHOWN = 5;

const form = document.querySelector("#sender");
const [about, columns, tryButton, sampleLine, events] = ["about", "columns", "try", "sample", "events"].map(
  (id) => document.getElementById(id),
);

/** `chosen(choice)` hears the first choice too; `show()` opens the importer. */
export function startSender({ chosen, show }) {
  const choose = () => {
    describe(choice());
    chosen(choice());
  };
  form.addEventListener("change", choose);
  form.addEventListener("submit", (event) => event.preventDefault());
  tryButton.addEventListener("click", () => trySample(show));
  choose();
}

/** Lists an event of the importer. */
export function hear(name, detail) {
  events.querySelector(".none")?.remove();
  const line = document.createElement("li");
  line.append(make("code", name), make("span", heard(name, detail)));
  events.append(line);
  if (events.children.length > EVENTS_SHOWN) events.firstElementChild.remove();
}

const choice = () => choices.find(({ id }) => id === form.elements.choice.value);

function describe({ about: text, template, sample }) {
  about.textContent = text;
  columns.replaceChildren(...(template?.columns ?? []).map(column));
  columns.hidden = !template;
  tryButton.textContent = sample.label;
  const link = Object.assign(make("a", sample.name), { href: sample.path, download: sample.name });
  sampleLine.replaceChildren("Or look at it first: ", link);
}

function column({ key, name, type = "string", required }) {
  const item = make("li", name ?? key);
  item.append(make("span", required ? `${type}, required` : type));
  return item;
}

async function trySample(show) {
  const { sample } = choice();
  tryButton.disabled = true;
  tryButton.textContent = "Fetching it";
  try {
    const file = await fetchSample(sample);
    show();
    await giveFile(file);
  } catch (error) {
    sampleLine.textContent = error.message;
  } finally {
    tryButton.disabled = false;
    tryButton.textContent = choice().sample.label;
  }
}

function make(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}
