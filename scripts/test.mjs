// Everything: sets up, builds, checks, and runs all tests natively, in Node and in two browsers.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build } from "./build.mjs";
import { lint, testNative } from "./check.mjs";
import { Report } from "./report.mjs";
import { inRoot } from "./setup/paths.mjs";
import { runMain } from "./setup/progress.mjs";
import { Failure, run } from "./setup/run.mjs";
import { browsers, setup, toolEnv } from "./setup.mjs";

/** No job here takes this long: one that does hangs. */
const LIMIT_SECONDS = 900;
const BROWSER_TEST_SECONDS = "120";

await runMain(async () => {
  await setup({ withSample: true, withBrowsers: true });
  await build();
  const report = new Report();
  await lint(report);
  await testNative(report, { echo: true });
  for (const [folder, files] of testFiles()) {
    // tests/streaming.test.mjs counts what the garbage collector has left.
    const args = ["--expose-gc", "--test", "--test-reporter=spec", ...files];
    await test(report, `Tests, ${folder}`, process.execPath, args);
  }
  if (existsSync(inRoot("tests/web.rs"))) {
    await testInBrowser(report, "Chromium", "chrome", "chromedriver");
    await testInBrowser(report, "Firefox", "firefox", "geckodriver");
  }
  report.end();
});

function test(report, name, program, args, env = {}) {
  const options = { env: { ...toolEnv(), ...env }, seconds: LIMIT_SECONDS, echo: true };
  return report.job(name, () => run(program, args, options), { echo: true });
}

/** Test files by their folder; Node 20's `--test` takes no patterns. */
function testFiles() {
  const files = readdirSync(inRoot("tests"), { recursive: true }).filter((path) =>
    path.endsWith(".test.mjs"),
  );
  const folders = new Map();
  for (const path of files.sort().map((file) => join("tests", file))) {
    folders.set(dirname(path), [...(folders.get(dirname(path)) ?? []), path]);
  }
  return folders;
}

/** tests/web.rs, inside the browser. */
function testInBrowser(report, name, flag, driverName) {
  const driver = browsers()[driverName];
  const chosen = driver ? [`--${driverName}`, driver] : [];
  return test(
    report,
    `Tests, tests/web.rs in ${name}`,
    "wasm-pack",
    ["test", "--headless", `--${flag}`, ...chosen, "--", "--test", "web"],
    { WASM_BINDGEN_TEST_WEBDRIVER_JSON: capabilities(), WASM_BINDGEN_TEST_TIMEOUT: BROWSER_TEST_SECONDS },
  );
}

/** Writes the file that tells the drivers which browsers to start, and how. */
function capabilities() {
  const { chromium, firefox } = browsers();
  if (!chromium || !firefox)
    throw new Failure("Chromium or Firefox is gone: run `node scripts/setup.mjs --browsers`.");
  // Chromium's sandbox refuses to run as root, as in containers.
  const sandbox = process.getuid() === 0 ? ["--no-sandbox"] : [];
  const args = ["--headless", "--disable-gpu", "--disable-dev-shm-usage", ...sandbox];
  const path = inRoot("target/webdriver.json");
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(
    path,
    JSON.stringify({
      "goog:chromeOptions": { binary: chromium, args },
      "moz:firefoxOptions": { binary: firefox, args: ["-headless"] },
    }),
  );
  return path;
}
