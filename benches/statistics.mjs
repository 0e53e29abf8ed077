// Medians and ratios of lists of numbers.

/** The value below which that share of them lies. */
export function quantile(values, share) {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** The one in the middle, or the mean of the two; none of none. */
export function median(values) {
  if (values.length === 0) return undefined;
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * The median of one/other, each round's two runs taken together: a machine's speed drifts, and less within a round than
 * between rounds. A round that lacks one of them doesn't count.
 */
export function medianRatio(ones, others) {
  return median(ones.flatMap((one, round) => (one && others[round] ? [one / others[round]] : [])));
}

/** With so many digits behind the point; nothing stays nothing. */
export const rounded = (value, digits = 3) =>
  value === undefined ? undefined : Number(value.toFixed(digits));
