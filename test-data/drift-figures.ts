import { quantile } from './statistics.ts';

/** The greatest distance between the distribution functions of two samples, looked for at each of their values. */
export function kolmogorovSmirnov(left: readonly number[], right: readonly number[]): number {
  const share = (values: readonly number[], limit: number): number =>
    values.filter((value) => value <= limit).length / values.length;
  return Math.max(...[...left, ...right].map((value) => Math.abs(share(left, value) - share(right, value))));
}

/** Kolmogorov's limit with Stephens's correction (1970) for samples of these sizes. */
export function kolmogorovProbability(distance: number, left: number, right: number): number {
  const root = Math.sqrt((left * right) / (left + right));
  const lambda = (root + 0.12 + 0.11 / root) * distance;
  const terms = Array.from({ length: 60 }, (_, index) => {
    const j = index + 1;
    return (j % 2 === 1 ? 2 : -2) * Math.exp(-2 * j * j * lambda * lambda);
  });
  return Math.min(
    1,
    terms.reduce((sum, term) => sum + term, 0),
  );
}

/** Population stability index over the deciles of `before`, half a row added to each bin. */
export function stabilityIndex(before: readonly number[], now: readonly number[]): number {
  const edges = Array.from({ length: 9 }, (_, index) => quantile(before, (index + 1) / 10));
  const shares = (values: readonly number[]): number[] =>
    Array.from({ length: 10 }, (_, bin) => {
      const [from, to] = [edges[bin - 1] ?? -Infinity, edges[bin] ?? Infinity];
      return (values.filter((value) => value > from && value <= to).length + 0.5) / (values.length + 5);
    });
  const [expected, actual] = [shares(before), shares(now)];
  return expected.reduce((sum, share, bin) => {
    const found = actual[bin] ?? share;
    return sum + (found - share) * Math.log(found / share);
  }, 0);
}
