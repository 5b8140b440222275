/** The middle value; the mean of the two middle ones of an even number. Throws on none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new RangeError('nothing has no median');
  return (upper + lower) / 2;
}

/**
 * Slope of a series, in its unit a step: the median of the slopes of all pairs (Theil 1950, Sen 1968), which a third of outliers
 * does not move. `null` below three values, of which nobody can tell a trend.
 */
export function slope(values: readonly number[]): number | null {
  if (values.length < 3) return null;
  return median(
    values.flatMap((from, index) => values.slice(index + 1).map((to, gap) => (to - from) / (gap + 1))),
  );
}

/**
 * Two-sided p of the hypothesis that a series has no trend: Mann–Kendall's S with correction for ties and continuity, by the normal
 * approximation, which holds from about eight values on (Kendall 1975).
 */
export function noTrendProbability(values: readonly number[]): number {
  const n = values.length;
  let s = 0;
  for (const [index, from] of values.entries())
    for (const to of values.slice(index + 1)) s += Math.sign(to - from);
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const weight = (of: number) => of * (of - 1) * (2 * of + 5);
  const variance = [...counts.values()].reduce((left, ties) => left - weight(ties), weight(n)) / 18;
  if (variance <= 0) return 1;
  return 2 * (1 - normalDistribution(Math.max(0, Math.abs(s) - 1) / Math.sqrt(variance)));
}

/** Of the standard normal distribution, to 7.5e-8 for z ≥ 0 (Abramowitz and Stegun 1964, 26.2.17). */
function normalDistribution(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const polynomial =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return 1 - (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * polynomial;
}
