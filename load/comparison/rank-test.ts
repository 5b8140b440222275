/** Whether values of two samples differ, and by which factor, without assuming a distribution. */
export interface RankTest {
  /** Two-sided p-value of the Mann–Whitney test: how often chance alone would part two equal samples as much. */
  pValue: number;
  /** Hodges–Lehmann estimate of the factor from the first sample to the second: the median of all quotients. */
  ratio: number;
  /** Interval that holds the true factor with the confidence asked for. */
  interval: [number, number];
}

/**
 * Compares two samples of positive values by their ranks. The interval is the one that belongs to the test (Hollander, Wolfe
 * and Chicken, Nonparametric Statistical Methods, section 4.2), on a logarithmic scale. Throws a `RangeError` where the samples are too
 * small to reach the confidence, however far apart they are.
 */
export function rankTest(first: readonly number[], second: readonly number[], confidence = 0.99): RankTest {
  if (![...first, ...second].every((value) => value > 0 && Number.isFinite(value)))
    throw new RangeError('values are compared by their quotients: each must be above 0');
  const distribution = distributionOfU(first.length, second.length);
  const quotients = second.flatMap((b) => first.map((a) => b / a)).sort((x, y) => x - y);
  const tail = 1 - confidence;
  const outside = quantile(distribution, tail / 2);
  if (outside === null)
    throw new RangeError(
      `${first.length} and ${second.length} values cannot say anything with ${100 * confidence} % confidence`,
    );
  return {
    pValue: pValueOf(first, second, distribution),
    ratio: medianOf(quotients),
    interval: [at(quotients, outside - 1), at(quotients, quotients.length - outside)],
  };
}

/** The middle of values in order; of an even number the mean of the two middle ones. NaN of none. */
export function medianOf(sorted: readonly number[]): number {
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? at(sorted, middle) : (at(sorted, middle - 1) + at(sorted, middle)) / 2;
}

/** P(U = u) for every u of the Mann–Whitney statistic of two samples without a difference, from 0 to m·n. */
function distributionOfU(m: number, n: number): number[] {
  // The Gaussian binomial coefficient, factor by factor: (1 − x^(n+i)) / (1 − x^i) for i from 1 to m.
  const counts = new Array<number>(m * n + 1).fill(0);
  counts[0] = 1;
  for (let i = 1; i <= m; i += 1) {
    for (let u = m * n; u >= n + i; u -= 1) counts[u] = at(counts, u) - at(counts, u - n - i);
    for (let u = i; u <= m * n; u += 1) counts[u] = at(counts, u) + at(counts, u - i);
  }
  const all = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / all);
}

/** Pairs in which the second sample's value is the higher one, ties by half; then how often chance gives as few or as many. */
function pValueOf(first: readonly number[], second: readonly number[], distribution: number[]): number {
  const u = second.reduce(
    (sum, b) => sum + first.reduce((pairs, a) => pairs + (b > a ? 1 : b === a ? 0.5 : 0), 0),
    0,
  );
  const least = Math.floor(Math.min(u, first.length * second.length - u));
  const tail = distribution.slice(0, least + 1).reduce((sum, probability) => sum + probability, 0);
  return Math.min(1, 2 * tail);
}

/** The smallest u whose probability of coming out at most reaches `share`; `null` where already 0 does. */
function quantile(distribution: readonly number[], share: number): number | null {
  let reached = 0;
  for (const [u, probability] of distribution.entries()) {
    reached += probability;
    if (reached >= share) return u === 0 ? null : u;
  }
  return null;
}

function at(values: readonly number[], index: number): number {
  return values[index] ?? Number.NaN;
}
