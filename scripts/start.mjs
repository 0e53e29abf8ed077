// Sets up, builds, and serves the demo; the second time it starts in seconds.
import { build } from "./build.mjs";
import { runMain } from "./setup/progress.mjs";
import { setup } from "./setup.mjs";

await runMain(async () => {
  await setup({ withSample: true });
  await build();
  await import("../www/server.mjs");
});
