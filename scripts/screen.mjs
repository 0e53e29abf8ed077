// A screen that nobody sees, and the environment in which WebKitGTK uses it.
import { spawn } from "node:child_process";
import { browsers } from "./setup/browsers.mjs";

/** WebKitGTK has no mode without a screen. Gives {env, close()}. */
export async function startScreen() {
  const options = ["-displayfd", "3", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"];
  const server = spawn(browsers().xvfb, options, { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  const kill = () => server.kill();
  process.once("exit", kill);
  const display = await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.once("exit", (code) => reject(new Error(`Xvfb ended with code ${code}`)));
    // It says which display was free.
    server.stdio[3].once("data", (text) => resolve(`:${String(text).trim()}`));
  });
  const env = {
    DISPLAY: display,
    // Its sandbox needs rights that containers don't give, and compositing a graphics card.
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
    WEBKIT_DISABLE_COMPOSITING_MODE: "1",
  };
  return {
    env,
    close() {
      process.off("exit", kill);
      kill();
    },
  };
}
