// Finds the browsers and drivers that the tests need, or installs them; gives their paths.
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { aptInstall, canInstall } from "./apt.mjs";
import { inRoot, which } from "./paths.mjs";
import { run } from "./run.mjs";
import { geckodriver } from "./tools.mjs";

const APPLICATIONS = "/Applications";

/** The paths of {chromium, chromedriver, firefox, geckodriver}; undefined for what is missing. */
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
});

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
  name: "Chromium and Firefox, for the tests",
  about: "about a minute",
  done: () => {
    const { chromium, chromedriver, firefox } = browsers();
    return Boolean(chromium && firefox && (chromedriver || !canInstall()));
  },
  work: install,
  advice: "Install Chromium (or Chrome) and Firefox so that they are on PATH, and try again.",
};

async function install(onLine) {
  if (canInstall()) return aptInstall(["chromium", "chromium-driver", "firefox-esr"], onLine);
  if (!browsers().chromium)
    await run(inRoot("node_modules/.bin/playwright-core"), ["install", "chromium"], { onLine, seconds: 300 });
}
