/** How often two things share windows, and how that compares to chance. */
export interface CoOccurrence {
  /** Windows in all, those with the first thing, with the second, and with both. */
  windows: number;
  withFirst: number;
  withSecond: number;
  withBoth: number;
  /** Windows with both, were the two independent: withFirst × withSecond / windows. */
  expected: number;
  /** withBoth / expected; 0 where one of the two never occurs. */
  lift: number;
  /** The probability that chance alone gives at least as many windows with both. */
  pValue: number;
}

const smallest = 16;
const smallFactorials = Array.from({ length: smallest }, (_, n) => {
  let product = 1;
  for (let factor = 2; factor <= n; factor += 1) product *= factor;
  return Math.log(product);
});

/** ln n!, by Stirling's series from 16 on, where its error is below 1e-13. */
function logFactorial(n: number): number {
  const small = smallFactorials[n];
  if (small !== undefined) return small;
  const inverse = 1 / n;
  const series = inverse / 12 - inverse ** 3 / 360 + inverse ** 5 / 1260;
  return n * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI * n) + series;
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

/**
 * Judges co-occurrence by Fisher's exact test, one-sided: with all counts of windows given, the windows with both
 * follow the hypergeometric distribution if the two things are independent. The counts must fit each other.
 */
export function coOccurrence(
  windows: number,
  withFirst: number,
  withSecond: number,
  withBoth: number,
): CoOccurrence {
  const expected = (withFirst * withSecond) / windows;
  const all = logChoose(windows, withSecond);
  let pValue = 0;
  for (let both = withBoth; both <= Math.min(withFirst, withSecond); both += 1) {
    if (withSecond - both > windows - withFirst) continue;
    pValue += Math.exp(logChoose(withFirst, both) + logChoose(windows - withFirst, withSecond - both) - all);
  }
  return {
    windows,
    withFirst,
    withSecond,
    withBoth,
    expected,
    lift: expected === 0 ? 0 : withBoth / expected,
    pValue: Math.min(1, pValue),
  };
}
