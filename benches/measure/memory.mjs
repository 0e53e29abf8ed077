// By how much the page's process grows while it imports two large files.
import { median, medianRatio, rounded } from "../statistics.mjs";
import { runOnce } from "./compare.mjs";

/** The import of both in turn; what grows with a file shows in their ratio. */
export async function measureMemory(chromium, smaller, larger, { runs }) {
  const [small, large] = [[], []];
  for (let round = 0; round < runs; round += 1) {
    small.push(await runOnce(chromium, smaller, "sheethook"));
    large.push(await runOnce(chromium, larger, "sheethook"));
  }
  const growth = (runs) => runs.map(({ memoryMb }) => memoryMb).filter((mb) => mb !== undefined);
  const seconds = (runs) => rounded(median(runs.map(({ ms }) => ms / 1000)), 2);
  return {
    ratios: { memory_2gb_vs_1gb: rounded(medianRatio(growth(large), growth(small))) },
    figures: {
      memory_growth_mb: median(growth(small)),
      memory_growth_2gb_mb: median(growth(large)),
      memory_runs_mb: { "1gb": growth(small), "2gb": growth(large) },
      pages_seconds: { "1gb": seconds(small), "2gb": seconds(large) },
    },
  };
}
