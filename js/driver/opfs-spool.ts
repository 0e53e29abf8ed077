// A spool in the origin private file system, for workers; Blobs where there is none.
import { openBlobSpool, type Spool } from "./spool.js";

/** What TypeScript's types for pages leave out, because only workers have it. */
interface SyncAccessHandle {
  read(bytes: Uint8Array, options: { at: number }): number;
  write(bytes: Uint8Array, options: { at: number }): number;
  close(): void;
}

const PREFIX = "sheethook-spool-";

/** Opens a spool on disk where the browser lets a worker have one. */
export async function openOpfsSpool(): Promise<Spool> {
  try {
    const directory = await navigator.storage.getDirectory();
    await removeLeftOvers(directory);
    const name = PREFIX + Array.from(crypto.getRandomValues(new Uint32Array(4))).join("-");
    const file = await directory.getFileHandle(name, { create: true });
    if (!("createSyncAccessHandle" in file)) return openBlobSpool();
    const access = await (file.createSyncAccessHandle as () => Promise<SyncAccessHandle>)();
    return spoolOn(access, () => directory.removeEntry(name));
  } catch {
    return openBlobSpool();
  }
}

function spoolOn(access: SyncAccessHandle, remove: () => Promise<void>): Spool {
  let length = 0;
  return {
    async append(bytes) {
      for (let written = 0; written < bytes.length; ) {
        written += access.write(bytes.subarray(written), { at: length + written });
      }
      length += bytes.length;
    },
    async read(from, to) {
      const bytes = new Uint8Array(Math.max(0, to - from));
      return bytes.subarray(0, access.read(bytes, { at: from }));
    },
    async close() {
      access.close();
      await remove();
    },
  };
}

/** Removes spools of tabs that were closed in the middle; those in use are locked and stay. */
async function removeLeftOvers(directory: FileSystemDirectoryHandle): Promise<void> {
  for await (const name of directory.keys()) {
    if (name.startsWith(PREFIX)) await directory.removeEntry(name).catch(() => {});
  }
}
