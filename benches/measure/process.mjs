// By how much the memory of a page's process grows at its highest.
import { readdirSync, readFileSync } from "node:fs";

/**
 * Samples resident memory 20 times a second until stopped. Reads /proc, so it measures on Linux only.
 *
 * The browser doesn't say which process is the page's, and keeps others ready: all are watched, and the one counts that
 * has worked most in the meantime.
 */
export async function watchMemory(browser) {
  const started = await renderers(browser);
  const before = new Map(started.map(({ id }) => [id, resident(id)]));
  const peaks = new Map(before);
  const sample = () => {
    for (const [id, peak] of peaks) peaks.set(id, Math.max(peak, resident(id)));
  };
  const timer = setInterval(sample, 50);
  const laps = [];
  let ofBusiest;
  return {
    /** Ends a part of the work, and begins another. */
    lap() {
      sample();
      laps.push(new Map(peaks));
      for (const id of peaks.keys()) peaks.set(id, 0);
      sample();
    },
    /** By how many megabytes memory was higher than at first in each part, once stopped. */
    laps: () => ofBusiest,
    async stop() {
      sample();
      clearInterval(timer);
      const cpuTimes = new Map((await renderers(browser)).map(({ id, cpuTime }) => [id, cpuTime]));
      const worked = ({ id, cpuTime }) => (cpuTimes.get(id) ?? 0) - cpuTime;
      const [busiest] = started.sort((one, other) => worked(other) - worked(one));
      if (!busiest || !before.get(busiest.id)) return undefined;
      const grown = (peaks) => Math.round((peaks.get(busiest.id) - before.get(busiest.id)) / 1e6);
      ofBusiest = laps.map(grown);
      return grown(peaks);
    },
  };
}

/**
 * Samples for how long each thread of the browser has had a core until stopped: where there are cores enough, nothing can
 * take less time than its busiest thread.
 */
export async function watchThreads(browser) {
  const ids = (await processes(browser)).map(({ id }) => id);
  const first = new Map(ids.flatMap(threads).map((thread) => [thread, ranFor(thread)]));
  const last = new Map(first);
  const sample = () => {
    for (const thread of ids.flatMap(threads)) {
      // Of one that has ended meanwhile nothing is known any more.
      last.set(thread, Math.max(last.get(thread) ?? 0, ranFor(thread)));
    }
  };
  const timer = setInterval(sample, 25);
  return {
    /** Milliseconds that each thread has worked, the busiest first. */
    stop() {
      sample();
      clearInterval(timer);
      // One that came later has worked for nobody else.
      const worked = [...last].map(([thread, ms]) => ms - (first.get(thread) ?? 0));
      return worked.sort((one, other) => other - one);
    },
  };
}

/** A process's threads, as folders; those of one that has ended are none. */
function threads(process) {
  try {
    return readdirSync(`/proc/${process}/task`).map((thread) => `/proc/${process}/task/${thread}`);
  } catch {
    return [];
  }
}

function ranFor(thread) {
  try {
    return Number(readFileSync(`${thread}/schedstat`, "utf8").split(" ")[0]) / 1e6;
  } catch {
    return 0;
  }
}

/** The processes that run pages, each with the seconds that it has worked. */
async function renderers(browser) {
  return (await processes(browser)).filter(({ type }) => type === "renderer");
}

async function processes(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  return processInfo;
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
