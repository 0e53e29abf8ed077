// Chromium, and pages in it that report what they asked for and what they were refused.
import { chromium } from "playwright-core";
import { browsers } from "../../scripts/setup.mjs";

export const startBrowser = (...more) =>
  chromium.launch({
    executablePath: browsers().chromium,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync", ...more],
  });

/** Opens a page of a world; `traffic` grows while the page lives. */
export async function visit(browser, world, path = "/") {
  const page = await browser.newPage({ reducedMotion: "reduce" });
  page.setDefaultTimeout(30_000);
  const traffic = watch(page, world.secrets);
  await page.addInitScript(() => {
    window.breaches = [];
    document.addEventListener("securitypolicyviolation", (event) =>
      window.breaches.push(`${event.violatedDirective} ${event.blockedURI}`),
    );
  });
  await page.goto(world.url + path);
  return { page, traffic };
}

/** Every request that the page and its workers make, with its answer. */
function watch(page, secrets) {
  const traffic = { origins: new Set(), posts: 0, found: new Set(), errors: [], pending: [] };
  const wanted = secrets.map((secret) => secret.toLowerCase());
  const search = (...parts) => {
    const text = parts
      .map((part) => (typeof part === "string" ? part : JSON.stringify(part ?? "")))
      .join("\n");
    for (const secret of wanted) if (text.toLowerCase().includes(secret)) traffic.found.add(secret);
  };
  // What is gone with its worker, the tap before the relay has seen all the same.
  const later = (read) => traffic.pending.push(read.then(search, () => {}));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http")) traffic.origins.add(url.origin);
    if (request.method() === "POST") traffic.posts += 1;
    search(request.url(), request.postData());
    later(request.allHeaders());
  });
  page.on("response", (response) => {
    search(response.url());
    later(response.allHeaders());
    later(response.text());
  });
  page.on("pageerror", (error) => traffic.errors.push(error.message));
  return traffic;
}
