// A server of a host name, on a free port.
import { createServer } from "node:http";

export async function open(hostname, handler) {
  const server = createServer(handler);
  await new Promise((done) => server.listen(0, hostname, done));
  const host = `${hostname}:${server.address().port}`;
  const close = () => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  };
  return { origin: `http://${host}`, host, port: server.address().port, close };
}
