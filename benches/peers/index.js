// The peers' adapters, loaded when they are asked for: `what` each does, and `run(file, { template })`.
export const peers = {
  stream: () => import("./stream.js"),
  sheethook: () => import("./sheethook.js"),
  udsv: () => import("./udsv.js"),
  udsv_strings: () => import("./udsv-strings.js"),
  papa: () => import("./papa.js"),
};

/** How long the peer takes from the file to its last page, in milliseconds, with what it counted. */
export async function time(name, file, options) {
  try {
    const { run, what } = await peers[name]();
    const started = performance.now();
    const result = await run(file, options);
    return { ms: performance.now() - started, what, ...result };
  } catch (error) {
    return { error: String(error?.stack ?? error) };
  }
}
