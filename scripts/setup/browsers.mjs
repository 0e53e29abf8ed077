// Finds the browsers and drivers that the tests need, or installs them; gives their paths.
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { aptInstall, canInstall } from "./apt.mjs";
import { inRoot, which } from "./paths.mjs";
import { run } from "./run.mjs";
import { geckodriver } from "./tools.mjs";

const APPLICATIONS = "/Applications";

/** WebKitGTK's small browser stands in no folder of PATH, and the folder has the library's version in its name. */
const WEBKIT_FOLDERS = ["/usr/lib", `/usr/lib/${multiarch()}`, "/usr/libexec", "/usr/lib64"];
const WEBKIT_VERSIONS = ["webkitgtk-6.0", "webkit2gtk-4.1", "webkit2gtk-4.0"];

/** What Debian calls this machine's kind in the names of folders. */
function multiarch() {
  return `${{ x64: "x86_64", arm64: "aarch64" }[process.arch] ?? process.arch}-linux-gnu`;
}

/** The paths of browsers and what drives them; undefined for what is missing. */
export const browsers = () => ({
  chromium:
    which("chromium", "chromium-browser", "google-chrome", "google-chrome-stable") ??
    playwrightChromium() ??
    which(
      `${APPLICATIONS}/Google Chrome.app/Contents/MacOS/Google Chrome`,
      `${APPLICATIONS}/Chromium.app/Contents/MacOS/Chromium`,
    ),
  // Where there is none, wasm-pack fetches one by itself.
  chromedriver: which("chromedriver", "/usr/lib/chromium/chromedriver"),
  firefox: which("firefox-esr", "firefox", `${APPLICATIONS}/Firefox.app/Contents/MacOS/firefox`),
  geckodriver: geckodriver(),
  webkit: which(
    ...WEBKIT_VERSIONS.flatMap((version) =>
      WEBKIT_FOLDERS.map((folder) => join(folder, version, "MiniBrowser")),
    ),
  ),
  webkitDriver: which("WebKitWebDriver"),
  // WebKitGTK has no mode without a screen: it gets one that nobody sees.
  xvfb: which("Xvfb"),
});

/** Why the tests leave WebKit out here; undefined where they need not. */
export function webkitMissing() {
  const { webkit, webkitDriver, xvfb } = browsers();
  if (webkit && webkitDriver && xvfb) return undefined;
  return process.platform === "linux"
    ? "WebKitGTK's MiniBrowser, WebKitWebDriver and Xvfb are not all here (in Debian: apt-get install webkit2gtk-driver xvfb)"
    : "they drive WebKitGTK, which is for Linux; Safari lets itself be driven only once a person has allowed it";
}

function playwrightChromium() {
  const caches = [".cache/ms-playwright", "Library/Caches/ms-playwright"].map((path) =>
    join(homedir(), path),
  );
  const programs = [
    "chrome-linux/chrome",
    "chrome-linux64/chrome",
    "chrome-mac/Chromium.app/Contents/MacOS/Chromium",
    "chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing",
    "chrome-mac-x64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing",
  ];
  const builds = caches.filter(existsSync).flatMap((path) =>
    readdirSync(path)
      .filter((name) => /^chromium-\d+$/.test(name))
      .sort()
      .reverse()
      .flatMap((name) => programs.map((program) => join(path, name, program))),
  );
  return which(...builds);
}

export const browserStep = {
  name: "Chromium, Firefox and WebKit, for the tests",
  about: "about a minute",
  done: () => {
    const { chromium, chromedriver, firefox } = browsers();
    return Boolean(chromium && firefox && ((chromedriver && !webkitMissing()) || !canInstall()));
  },
  work: install,
  advice: "Install Chromium (or Chrome) and Firefox so that they are on PATH, and try again.",
};

async function install(onLine) {
  if (canInstall()) {
    const { chromium, chromedriver, firefox } = browsers();
    const missing = [
      ...(chromium && chromedriver ? [] : ["chromium", "chromium-driver"]),
      ...(firefox ? [] : ["firefox-esr"]),
      ...(webkitMissing() ? ["webkit2gtk-driver", "xvfb"] : []),
    ];
    return aptInstall(missing, onLine);
  }
  if (!browsers().chromium)
    await run(inRoot("node_modules/.bin/playwright-core"), ["install", "chromium"], { onLine, seconds: 300 });
}
