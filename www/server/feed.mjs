// A function that gives the newest view in; a stream of server-sent events that tells it to every page out.

/** A page cannot show more than this many views a second, and a fast import would make thousands. */
const EVERY_MS = 80;

export function createFeed(view) {
  const listeners = new Set();
  let timer;
  const tell = (response) => response.write(`data: ${JSON.stringify(view())}\n\n`);

  return {
    open(response) {
      response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
      listeners.add(response);
      response.on("close", () => listeners.delete(response));
      tell(response);
    },
    changed() {
      if (timer) return;
      timer = setTimeout(() => {
        timer = undefined;
        listeners.forEach(tell);
      }, EVERY_MS);
    },
  };
}
