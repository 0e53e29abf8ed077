// A peer's name and a file in, the time it took out; in a worker by message, on the page by import.
import * as papa from "./peers/papa.js";
import * as sheethook from "./peers/sheethook.js";
import * as stream from "./peers/stream.js";
import * as udsv from "./peers/udsv.js";

const peers = { stream, sheethook, papa, udsv };

export async function time(name, file) {
  try {
    const started = performance.now();
    const result = await peers[name].run(file, location.origin);
    return { ms: performance.now() - started, what: peers[name].what, ...result };
  } catch (error) {
    return { error: String(error?.stack ?? error) };
  }
}

self.addEventListener("message", async ({ data: { name, file } }) => {
  if (name) self.postMessage(await time(name, file));
});
