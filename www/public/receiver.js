// The receiver's stream of views in; the panel that shows them, filled, out.
import { drawTiles } from "./tiles.js";

const whole = new Intl.NumberFormat("en");
const by = (id) => document.getElementById(id);

const OUTCOMES = {
  taken: "200, taken",
  again: "200, known already: ignored",
  busy: "503, come back in 1 s",
  cut: "connection cut, not taken",
  lost: "taken, then the answer lost",
};

const failing = by("failing");
failing.addEventListener("change", () =>
  fetch("/receiver/failing", { method: "POST", headers: { "X-Failing": String(failing.checked) } }),
);

const stream = new EventSource("/receiver");
stream.addEventListener("message", ({ data }) => draw(JSON.parse(data)));
stream.addEventListener("error", () => drawState("off", "The receiver is gone: is the demo still running?"));

function draw({ failing: fails, upload, last, recent }) {
  failing.checked = fails;
  if (!upload) return drawState("", "Waiting for the first page");
  const { records, totalRecords, pages, totalPages } = upload;
  const done = pages === totalPages;
  const what = upload.template ?? "records without a template";
  drawState(done ? "done" : "on", done ? `Complete: ${what}` : `Receiving ${what}`);
  by("pace").textContent = pace(upload);
  by("bar").max = totalRecords;
  by("bar").value = records;
  by("records").textContent = whole.format(records);
  by("total-records").textContent = `of ${whole.format(totalRecords)}`;
  by("pages").textContent = whole.format(pages);
  by("total-pages").textContent = `of ${whole.format(totalPages)}`;
  by("failures").textContent = whole.format(upload.failures);
  by("repeats").textContent = whole.format(upload.repeats);
  drawTiles(by("tiles"), upload);
  drawRequest(last, recent);
}

function drawState(state, text) {
  by("dot").className = `dot ${state}`;
  // A status that is written again is read out again.
  if (by("state").textContent !== text) by("state").textContent = text;
}

function pace({ records, ms }) {
  // Of a short import the pace says nothing.
  if (ms < 1000) return "";
  return `${(ms / 1000).toFixed(1)} s, ${whole.format(Math.round((records / ms) * 1000))} records a second`;
}

function drawRequest({ from, authHeader, idempotencyKey, body }, recent) {
  by("nothing").hidden = true;
  by("arrived").hidden = false;
  by("from").textContent =
    from === "relay" ? "the relay added the auth header" : "the browser sent the auth header itself";
  const [name, value] = authHeader.split(": ");
  by("request").replaceChildren(
    "POST /webhook\n",
    mark("strong", name),
    `: ${value}\nIdempotency-Key: ${idempotencyKey}\n`,
  );
  drawJson(by("json"), body);
  by("log").replaceChildren(...recent.map(row));
}

function row({ page, records, bytes, outcome }) {
  const line = document.createElement("tr");
  line.className = outcome;
  const size = `${whole.format(Math.ceil(bytes / 1000))} KB`;
  for (const text of [whole.format(page), whole.format(records), size, OUTCOMES[outcome]])
    line.append(mark("td", text));
  return line;
}

/** The page as JSON, with its first record; keys stand out from values. */
function drawJson(place, page) {
  const parts = JSON.stringify(page, null, 2).split(/^(\s*"[^"]+"):/m);
  place.replaceChildren(...parts.map((part, index) => (index % 2 ? mark("span", `${part}:`) : part)));
  const more = page.pageSize - page.data.length;
  if (more <= 0) return;
  const end = [...place.childNodes].find((node) => node.data?.includes("\n  ],"));
  if (end) end.data = end.data.replace("\n  ],", `,\n    … ${whole.format(more)} more\n  ],`);
}

function mark(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}
