// How busy the page's own thread is, out: the largest gap between two ticks of a timer, and the browser's long tasks.

/**
 * Ticks as often as the browser lets a timer: every 4 ms. A task that keeps the thread for t ms makes a gap of at least
 * t, so the largest gap is an upper bound of the longest task; the browser itself only reports tasks above 50 ms. The
 * gap also has in it what the system takes the thread off its core for.
 */
export async function watchThread() {
  const longTasks = [];
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longTasks.push(duration);
  });
  observer.observe({ type: "longtask" });
  const gaps = [];
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    gaps.push(now - last);
    last = now;
  }, 1);
  await new Promise((settled) => setTimeout(settled, 50));
  gaps.length = 0;
  return {
    stop() {
      // What has kept the thread since the last tick.
      gaps.push(performance.now() - last);
      clearInterval(timer);
      observer.disconnect();
      gaps.sort((one, other) => one - other);
      return {
        gapMaxMs: gaps.at(-1),
        gapP99Ms: gaps[Math.floor(gaps.length * 0.99)],
        ticks: gaps.length,
        longTasks,
      };
    },
  };
}
