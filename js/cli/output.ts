// Writes to standard output, no faster than it is read.

/** The reader of our output is gone. */
export class ClosedPipe extends Error {}

let closed = false;
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  closed = true;
});

/** Writes to standard output; resolves when it can take more. */
export function write(chunk: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    if (closed) return reject(new ClosedPipe());
    process.stdout.write(chunk, (error) => (error ? reject(new ClosedPipe()) : resolve()));
  });
}
