// What the benchmarks call on their page: each takes the chosen file's template, and gives figures back.
import { openSheet } from "sheethook";
import { time } from "../peers/index.js";
import { steps } from "./steps.js";
import { watchThread } from "./thread.js";
import { windows } from "./windows.js";

const input = document.querySelector("input");

globalThis.bench = {
  /** Times a peer on the file: ours from the page, as its users call it, since it has a worker of its own. */
  time: (name, options) =>
    name === "sheethook" ? time(name, input.files[0], options) : timeInWorker(name, input.files[0], options),

  /** The same, with the largest gap in a timer on the page meanwhile. */
  async timeWatched(name, options) {
    const thread = await watchThread();
    const result = await bench.time(name, options);
    return { ...result, ...thread.stop() };
  },

  /** Waits for a file to be chosen; `previewed` is then the time until its first 50 rows were here. */
  awaitPreview(template) {
    bench.previewed = new Promise((resolve, reject) => {
      input.addEventListener("change", () => preview(input.files[0], template).then(resolve, reject));
    });
  },

  /** A sheet that stays open, for `call`, `applyLog` and `pages`. */
  open: (template) => steps.open(input.files[0], template),
  pages: steps.pages,
  call: steps.call,
  applyLog: steps.applyLog,

  windows: (template, options) => windows(input.files[0], template, options),
};

function timeInWorker(name, file, options) {
  return new Promise((resolve) => {
    const worker = new Worker("/bench/worker.js", { type: "module" });
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => resolve({ error: message });
    worker.postMessage({ name, file, options });
  });
}

async function preview(file, template) {
  const started = performance.now();
  const sheet = await openSheet(file, { template });
  const rows = await sheet.rows(0, 50);
  const ms = performance.now() - started;
  await sheet.close();
  if (rows.length !== 50) throw new Error(`the preview has ${rows.length} rows, not 50`);
  return ms;
}
