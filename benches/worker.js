// A peer's name and a file in, the time it took out.
import * as papa from "./peers/papa.js";
import * as sheethook from "./peers/sheethook.js";
import * as stream from "./peers/stream.js";
import * as udsv from "./peers/udsv.js";

const peers = { stream, sheethook, papa, udsv };

self.onmessage = async ({ data: { name, file } }) => {
  try {
    const started = performance.now();
    const result = await peers[name].run(file, location.origin);
    postMessage({ ms: performance.now() - started, what: peers[name].what, ...result });
  } catch (error) {
    postMessage({ error: String(error?.stack ?? error) });
  }
};
