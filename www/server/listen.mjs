// A request handler and a wanted port in; a server on that port, or the next free one, out.
import { createServer } from "node:http";

/** "localhost" is either of these, as the browser likes: another program must not have one of them. */
const LOOPBACK = ["127.0.0.1", "::1"];
const TRIES = 100;

/** Resolves to the port and `close()`. Port 0 is any free one. */
export async function listen(handler, { port, hosts = LOOPBACK }) {
  for (let wanted = port; wanted < port + TRIES; wanted += 1) {
    const servers = [];
    try {
      for (const host of hosts) {
        const server = await open(handler, servers[0]?.address().port ?? wanted, host);
        if (server) servers.push(server);
      }
      if (servers.length === 0) throw new Error(`None of ${hosts.join(", ")} is an address of this machine.`);
      return { port: servers[0].address().port, close: () => Promise.all(servers.map(close)) };
    } catch (error) {
      await Promise.all(servers.map(close));
      if (error.code !== "EADDRINUSE") throw error;
    }
  }
  throw new Error(`The ports ${port} to ${port + TRIES - 1} are all taken. Choose another one with PORT.`);
}

/** Undefined where the machine doesn't have that address, as without IPv6. */
function open(handler, port, host) {
  return new Promise((resolve, reject) => {
    const server = createServer(handler);
    server.once("error", (error) => {
      if (["EADDRNOTAVAIL", "EAFNOSUPPORT"].includes(error.code)) resolve(undefined);
      else reject(error);
    });
    server.listen(port, host, () => resolve(server));
  });
}

function close(server) {
  server.closeAllConnections();
  return new Promise((closed) => server.close(closed));
}
