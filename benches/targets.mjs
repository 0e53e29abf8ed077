// What the figures shall be: at least or at most, and what is aimed at.

/** `above` says that more is better. */
export const TARGETS = [
  { name: "pages_vs_stream", above: true, must: 0.35, goal: 0.8 },
  { name: "check_vs_stream", above: true, must: 0.6, goal: 0.9 },
  { name: "pages_vs_udsv", above: true, must: 10, goal: 25 },
  { name: "pages_vs_papa", above: true, must: 20, goal: 50 },
  { name: "memory_growth_mb", must: 96, goal: 64 },
  { name: "memory_2gb_vs_1gb", must: 1.15, goal: 1.05 },
  { name: "preview_ms", must: 150, goal: 60 },
  { name: "preview_1gb_vs_1mb", must: 2, goal: 1.2 },
  { name: "window_p95_ms", must: 16, goal: 8 },
  { name: "long_task_max_ms", must: 50, goal: 16 },
  { name: "engine_brotli_bytes", must: 90 * 1024, goal: 60 * 1024 },
];

/** What each figure is, for who reads a table. */
export const MEANING = {
  pages_vs_stream: "draining `File.stream()` / file to last page",
  check_vs_stream: "draining `File.stream()` / file to the end of the check",
  pages_vs_udsv: "uDSV's time (typed objects, as ours) / ours",
  pages_vs_papa: "Papa Parse's time / ours",
  memory_growth_mb: "growth of the page's process while importing 1 GB, in MB",
  memory_2gb_vs_1gb: "that growth with 2 GB / with 1 GB",
  preview_ms: "1 GB chosen to its first 50 rows on the page, in ms",
  preview_1gb_vs_1mb: "that time of 1 GB / of 1 MB",
  window_p95_ms: "50 rows anywhere among 11 million records, 95 % within, in ms",
  long_task_max_ms: "longest gap of a 4 ms timer on the page while importing, in ms",
  engine_brotli_bytes: "the engine's WebAssembly that every import loads, in brotli, in bytes",
};

/** "missed", "met" or "goal". */
export function verdict({ above, must, goal }, value) {
  const within = (limit) => (above ? value >= limit : value <= limit);
  return within(goal) ? "goal" : within(must) ? "met" : "missed";
}
