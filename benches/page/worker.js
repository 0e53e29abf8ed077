// A peer's name and a file in by message, the time it took out.
import { time } from "../peers/index.js";

self.addEventListener("message", async ({ data: { name, file, options } }) => {
  self.postMessage(await time(name, file, options));
});
