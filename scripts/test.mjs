// Everything: sets up, builds, checks, and runs all tests natively, in Node and in three browsers.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build } from "./build.mjs";
import { lint, testNative } from "./check.mjs";
import { Report } from "./report.mjs";
import { startScreen } from "./screen.mjs";
import { inRoot } from "./setup/paths.mjs";
import { runMain } from "./setup/progress.mjs";
import { Failure, run } from "./setup/run.mjs";
import { browsers, setup, toolEnv, webkitMissing } from "./setup.mjs";

/** No job here takes this long: one that does hangs. */
const LIMIT_SECONDS = 900;
const BROWSER_TEST_SECONDS = "120";

/** These tests run in one browser after another. */
const IN_EACH_BROWSER = join("tests", "browsers");
/** By the names that tests/support/webdriver.mjs knows: how wasm-pack calls a browser, and its driver. */
const BROWSERS = {
  chromium: { name: "Chromium", flag: "chrome", driverFlag: "chromedriver", driver: "chromedriver" },
  firefox: { name: "Firefox", flag: "firefox", driverFlag: "geckodriver", driver: "geckodriver" },
  // It takes any driver for Safari's that speaks WebDriver.
  webkit: { name: "WebKit", flag: "safari", driverFlag: "safaridriver", driver: "webkitDriver" },
};

await runMain(async () => {
  await setup({ withSample: true, withBrowsers: true });
  await build();
  const report = new Report();
  await lint(report);
  await testNative(report, { echo: true });
  const files = testFiles();
  for (const [folder, paths] of files) {
    if (folder !== IN_EACH_BROWSER) await testInNode(report, `Tests, ${folder}`, paths);
  }
  for (const [key, browser] of Object.entries(BROWSERS)) {
    const missing = key === "webkit" && webkitMissing();
    if (missing) {
      report.leaveOut(`Tests in ${browser.name}`, missing);
      continue;
    }
    const name = `Tests, ${IN_EACH_BROWSER} in ${browser.name}`;
    await testInNode(report, name, files.get(IN_EACH_BROWSER), { BROWSER: key });
    if (existsSync(inRoot("tests/web.rs"))) await testInBrowser(report, browser);
  }
  report.end();
});

function test(report, name, program, args, env = {}) {
  const options = { env: { ...toolEnv(), ...env }, seconds: LIMIT_SECONDS, echo: true };
  return report.job(name, () => run(program, args, options), { echo: true });
}

function testInNode(report, name, paths, env) {
  // tests/streaming.test.mjs counts what the garbage collector has left.
  const args = ["--expose-gc", "--test", "--test-reporter=spec", ...paths];
  return test(report, name, process.execPath, args, env);
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
async function testInBrowser(report, { name, flag, driverFlag, driver }) {
  const path = browsers()[driver];
  const chosen = path ? [`--${driverFlag}`, path] : [];
  const screen = flag === "safari" ? await startScreen() : undefined;
  await test(
    report,
    `Tests, tests/web.rs in ${name}`,
    "wasm-pack",
    ["test", "--headless", `--${flag}`, ...chosen, "--", "--test", "web"],
    {
      WASM_BINDGEN_TEST_WEBDRIVER_JSON: capabilities(),
      WASM_BINDGEN_TEST_TIMEOUT: BROWSER_TEST_SECONDS,
      ...screen?.env,
    },
  );
  screen?.close();
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
