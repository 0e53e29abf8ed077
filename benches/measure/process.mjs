// A page in; by how much the memory of its process grew at its highest out.
import { readFileSync } from "node:fs";

/** Samples resident memory 20 times a second until stopped. Reads /proc, so it measures on Linux only. */
export async function watchMemory(browser, page) {
  const process = await processOf(browser, page);
  if (!process) return { stop: () => undefined };
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

/** The page's renderer, told from others that the browser keeps ready: the one that works when the page does. */
async function processOf(browser, page) {
  const session = await browser.newBrowserCDPSession();
  const renderers = async () => {
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    return processInfo.filter(({ type }) => type === "renderer");
  };
  const before = new Map((await renderers()).map(({ id, cpuTime }) => [id, cpuTime]));
  await page.evaluate(() => {
    for (const started = performance.now(); performance.now() - started < 50; );
  });
  const worked = ({ id, cpuTime }) => cpuTime - (before.get(id) ?? 0);
  const [process] = (await renderers()).sort((one, other) => worked(other) - worked(one));
  await session.detach();
  return process && resident(process.id) > 0 ? process.id : undefined;
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
