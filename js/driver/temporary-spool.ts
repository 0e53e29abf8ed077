// A spool in a temporary file, for Node.
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Spool } from "./spool.js";

/** Opens a spool in the system's folder for temporary files. */
export async function openTemporarySpool(): Promise<Spool> {
  const folder = await mkdtemp(join(tmpdir(), "sheethook-"));
  const file = await open(join(folder, "spool"), "w+");
  let length = 0;
  return {
    async append(bytes) {
      for (let written = 0; written < bytes.length; ) {
        written += (await file.write(bytes, written, bytes.length - written, length + written)).bytesWritten;
      }
      length += bytes.length;
    },
    async read(from, to) {
      const bytes = new Uint8Array(Math.max(0, to - from));
      const { bytesRead } = await file.read(bytes, 0, bytes.length, from);
      return bytes.subarray(0, bytesRead);
    },
    async close() {
      await file.close();
      await rm(folder, { recursive: true });
    },
  };
}
