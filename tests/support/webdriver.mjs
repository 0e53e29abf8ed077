// Browsers driven by WebDriver, and pages in them: the same for every engine.
import { readFile } from "node:fs/promises";
import { after, before, describe } from "node:test";
import { Builder } from "selenium-webdriver";
import chrome from "selenium-webdriver/chrome.js";
import firefox from "selenium-webdriver/firefox.js";
import { DriverService } from "selenium-webdriver/remote/index.js";
import { startScreen } from "../../scripts/screen.mjs";
import { browsers, webkitMissing } from "../../scripts/setup.mjs";
import { startSite } from "./site.mjs";

const ALL = { chromium: startChromium, firefox: startFirefox, webkit: startWebKit };

/** Nothing that a test waits for takes this long. */
const PATIENCE_MS = 240_000;
const START_MS = 60_000;

/** The browsers to test in: those that the variable BROWSER names, between commas, or all. */
export const chosenBrowsers = (process.env.BROWSER ?? Object.keys(ALL).join()).split(",");
for (const name of chosenBrowsers) {
  if (!ALL[name]) throw new Error(`BROWSER must be of ${Object.keys(ALL)}, not ${name}`);
}

/** Why this machine can't test in that browser; undefined where it can. */
export const missing = (name) => (name === "webkit" ? webkitMissing() : undefined);

/** Tests that run in one browser after another. `tests(at)`: once they run, `at.driver` is the browser. */
export function inEachBrowser(title, tests) {
  for (const name of chosenBrowsers) {
    describe(`${title}, in ${name}`, { skip: missing(name) }, () => {
      const at = { name };
      let browser;
      before(async () => {
        browser = await startBrowser(name);
        at.driver = browser.driver;
        console.log(`Tested in ${browser.version}`);
      });
      after(() => browser?.close());
      tests(at);
    });
  }
}

/** A site with pkg/ and a page for `inPage`, opened. */
export async function openPage(driver, hostname = "localhost") {
  const site = await startSite(hostname, { pkg: true });
  site.files = {
    "/": '<!doctype html><title>A page</title><script type="module" src="/page.js"></script>',
    "/page.js": await readFile(new URL("page.js", import.meta.url)),
  };
  await driver.get(site.origin);
  await driver.wait(() => driver.executeScript("return 'run' in window"), PATIENCE_MS);
  return site;
}

/** Starts the browser; gives {driver, version, close()}. */
export async function startBrowser(name) {
  const { builder, close: closeMore = () => {} } = await ALL[name]();
  // WebKit's driver waits for ever for a browser that does not come, and would keep this process alive.
  const late = new Promise((_, reject) => {
    setTimeout(
      () => reject(new Error(`${name} did not start within ${START_MS / 1000} s`)),
      START_MS,
    ).unref();
  });
  const driver = await Promise.race([builder.build(), late]).catch(async (error) => {
    await closeMore();
    throw error;
  });
  await driver.manage().setTimeouts({ script: PATIENCE_MS, pageLoad: PATIENCE_MS });
  const capabilities = await driver.getCapabilities();
  return {
    driver,
    version: `${capabilities.getBrowserName()} ${capabilities.getBrowserVersion()}`,
    async close() {
      await driver.quit();
      await closeMore();
    },
  };
}

function startChromium() {
  // Chromium's sandbox refuses to run as root, as in containers.
  const options = new chrome.Options()
    .addArguments("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")
    .setBinaryPath(browsers().chromium);
  const service = new chrome.ServiceBuilder(browsers().chromedriver);
  return { builder: new Builder().forBrowser("chrome").setChromeOptions(options).setChromeService(service) };
}

function startFirefox() {
  const options = new firefox.Options().addArguments("-headless").setBinary(browsers().firefox);
  const service = new firefox.ServiceBuilder(browsers().geckodriver);
  return {
    builder: new Builder().forBrowser("firefox").setFirefoxOptions(options).setFirefoxService(service),
  };
}

async function startWebKit() {
  const { webkit, webkitDriver } = browsers();
  const screen = await startScreen();
  const service = new DriverService.Builder(webkitDriver)
    .setEnvironment({ ...process.env, ...screen.env })
    .setLoopback(true)
    .build();
  const capabilities = {
    browserName: "MiniBrowser",
    "webkitgtk:browserOptions": { binary: webkit, args: ["--automation"] },
  };
  return {
    builder: new Builder().usingServer(await service.start()).withCapabilities(capabilities),
    async close() {
      await service.kill();
      screen.close();
    },
  };
}

/** Runs a function in a page of `openPage`; its arguments and its answer are JSON. */
export async function inPage(driver, work, ...args) {
  const { value, error } = JSON.parse(
    await driver.executeAsyncScript(
      "window.run(arguments[0], arguments[1]).then(arguments[2])",
      `(${work})`,
      JSON.stringify(args),
    ),
  );
  if (error) throw new Error(error);
  return value;
}
