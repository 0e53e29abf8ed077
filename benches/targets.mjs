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
  { name: "engine_brotli_bytes", must: 210 * 1024, goal: 170 * 1024 },
];

/** "missed", "met" or "goal". */
export function verdict({ above, must, goal }, value) {
  const within = (limit) => (above ? value >= limit : value <= limit);
  return within(goal) ? "goal" : within(must) ? "met" : "missed";
}
