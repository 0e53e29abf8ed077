// Where rewritten bytes are kept, not in memory where the platform has a disk.

/** A file of our own that lasts as long as the sheet. */
export interface Spool {
  append(bytes: Uint8Array): Promise<void>;
  read(from: number, to: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** A spool of Blobs: the browser decides where they are kept. For pages without OPFS, such as those on plain http. */
export async function openBlobSpool(): Promise<Spool> {
  const parts: { start: number; blob: Blob }[] = [];
  let length = 0;
  return {
    async append(bytes) {
      parts.push({ start: length, blob: new Blob([bytes as Uint8Array<ArrayBuffer>]) });
      length += bytes.length;
    },
    async read(from, to) {
      const within = parts.filter(({ start, blob }) => start < to && start + blob.size > from);
      const pieces = within.map(({ start, blob }) => blob.slice(Math.max(0, from - start), to - start));
      return new Uint8Array(await new Blob(pieces).arrayBuffer());
    },
    async close() {
      parts.length = 0;
    },
  };
}
