// A page in; by how much the memory of its process grew at its highest out.
import { readFileSync } from "node:fs";

/** Samples resident memory 20 times a second until stopped. Reads /proc, so it measures on Linux only. */
export async function watchMemory(browser, page) {
  const process = await processOf(browser, page);
  if (!process) return { stop: () => Number.NaN };
  const before = resident(process);
  let peak = before;
  const timer = setInterval(() => {
    peak = Math.max(peak, resident(process));
  }, 50);
  return {
    stop() {
      clearInterval(timer);
      return Math.round((peak - before) / 1e6);
    },
  };
}

/** The page's renderer: the newest one, as each page of the bench is opened alone. */
async function processOf(browser, page) {
  await page.evaluate(() => 0);
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const renderers = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id);
  return renderers.filter((id) => resident(id) > 0).sort((one, other) => other - one)[0];
}

/** Bytes of memory that the process holds, those of files mapped into it aside. */
function resident(process) {
  try {
    const status = readFileSync(`/proc/${process}/status`, "utf8");
    const kilobytes = (field) => Number(status.match(new RegExp(`${field}:\\s+(\\d+)`))?.[1] ?? 0);
    return (kilobytes("RssAnon") + kilobytes("RssShmem")) * 1024;
  } catch {
    return 0;
  }
}
