// A port in; a door before it that lets all bytes through, both ways, and tells which of the secrets were among them.
import { connect, createServer } from "node:net";

/** `found` holds each secret that has gone by, in whatever case; `passed` counts the bytes. */
export async function startTap(port, secrets) {
  const tap = { found: new Set(), passed: 0 };
  const wanted = secrets.map((secret) => secret.toLowerCase());
  const longest = Math.max(...wanted.map(({ length }) => length));

  function watch(from, to) {
    let tail = "";
    from.on("data", (chunk) => {
      tap.passed += chunk.length;
      // What begins in one chunk may end in the next.
      const text = tail + chunk.toString("latin1").toLowerCase();
      for (const secret of wanted) if (text.includes(secret)) tap.found.add(secret);
      tail = text.slice(1 - longest);
    });
    from.pipe(to);
    from.on("error", () => to.destroy());
    from.on("close", () => to.destroy());
  }

  const sockets = new Set();
  const server = createServer((outside) => {
    const inside = connect(port, "127.0.0.1");
    for (const socket of [outside, inside]) {
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
    }
    watch(outside, inside);
    watch(inside, outside);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  tap.origin = `http://127.0.0.1:${server.address().port}`;
  tap.close = () => {
    for (const socket of sockets) socket.destroy();
    return new Promise((closed) => server.close(closed));
  };
  return tap;
}
