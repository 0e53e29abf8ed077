// A stream of pieces of bytes, each made when it is read.

/** A stream of what is made; whoever cancels it ends the making. */
export function byteStream(
  pieces: AsyncGenerator<Uint8Array<ArrayBuffer>, void>,
): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await pieces.next();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      },
      async cancel() {
        await pieces.return();
      },
    },
    // Nothing is made before it is asked for.
    { highWaterMark: 0 },
  );
}
