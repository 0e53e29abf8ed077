// Takes names of Debian's packages; installs them, one call after another, where this process may.
import { which } from "./paths.mjs";
import { run } from "./run.mjs";

export const canInstall = () => which("apt-get") !== undefined && process.getuid() === 0;

let last = Promise.resolve();

/** Steps run side by side, but apt-get holds a lock: each call waits for the one before. */
export function aptInstall(packages, onLine) {
  const installed = last.then(async () => {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    await run("apt-get", ["update"], { env, onLine });
    await run("apt-get", ["install", "-y", "--no-install-recommends", ...packages], { env, onLine });
  });
  last = installed.catch(() => {});
  return installed;
}
