// The address of the engine's second module, or what lies there, in; ways to have it out, in a worker.
import type { RestSource } from "../rest.js";

/** In a worker a request may be waited for. */
export function restSource(from: string | URL | ArrayBuffer): RestSource {
  if (from instanceof ArrayBuffer) return { now: () => from, soon: async () => from };
  return {
    now: () => {
      const request = new XMLHttpRequest();
      request.open("GET", from, false);
      request.responseType = "arraybuffer";
      request.send();
      if (request.status !== 200) throw absent(request.status, from);
      return request.response as ArrayBuffer;
    },
    soon: async () => {
      const response = await fetch(from);
      if (!response.ok) throw absent(response.status, from);
      return response.arrayBuffer();
    },
  };
}

function absent(status: number, from: string | URL): Error {
  return new Error(`${from} has answered with status ${status}`);
}
