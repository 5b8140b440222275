/**
 * How far two score distributions are apart: the two-sample Kolmogorov–Smirnov statistic of their histograms over the
 * same bins, in 0..1. That is a lower bound of the statistic of the scores themselves, by at most one bin's share.
 */
export function scoreShift(before: readonly number[], after: readonly number[]): number {
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  const [all, allAfter] = [sum(before), sum(after)];
  if (all === 0 || allAfter === 0) return 0;
  let [below, belowAfter, widest] = [0, 0, 0];
  before.forEach((count, bin) => {
    below += count;
    belowAfter += after[bin] ?? 0;
    widest = Math.max(widest, Math.abs(below / all - belowAfter / allAfter));
  });
  return widest;
}
