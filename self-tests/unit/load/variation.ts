/** Standard deviation by mean of the counts in bins of `binMs`; the first and the last bin, which are not whole, left out. */
export function variationOfBins(times: readonly number[], binMs: number): number {
  const counts = new Map<number, number>();
  for (const time of times) {
    const bin = Math.floor(time / binMs);
    counts.set(bin, (counts.get(bin) ?? 0) + 1);
  }
  const bins = [...counts.keys()];
  const first = Math.min(...bins) + 1;
  const whole = Array.from(
    { length: Math.max(...bins) - first },
    (_, index) => counts.get(first + index) ?? 0,
  );
  const mean = whole.reduce((sum, count) => sum + count, 0) / whole.length;
  return Math.sqrt(whole.reduce((sum, count) => sum + (count - mean) ** 2, 0) / whole.length) / mean;
}
