import { binOf, KEPT_VALUES, type ReferenceColumn } from '../algorithms/reference.ts';

/** How many rows of a column fall into each bin of its reference, and how many have no value. */
export function countInBins(
  values: Float64Array,
  edges: Float64Array,
): { counts: Uint32Array; missing: number } {
  const counts = new Uint32Array(edges.length + 1);
  let missing = 0;
  for (const value of values) {
    if (Number.isNaN(value)) missing += 1;
    else {
      const bin = binOf(value, edges);
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
  }
  return { counts, missing };
}

/**
 * Population stability index Σ (nowᵢ − beforeᵢ) ln(nowᵢ / beforeᵢ) over the bins (Siddiqi 2006, "Credit risk
 * scorecards"), the symmetric Kullback–Leibler divergence. Half a row is added to each bin (Jeffreys), so that an empty
 * one is no infinity.
 */
export function populationStabilityIndex(before: readonly number[], now: readonly number[]): number {
  const shares = (counts: readonly number[]): number[] => {
    const total = counts.reduce((sum, rows) => sum + rows, 0) + counts.length / 2;
    return counts.map((rows) => (rows + 0.5) / total);
  };
  const expected = shares(before);
  const actual = shares(now);
  return expected.reduce((sum, share, bin) => {
    const found = actual[bin] ?? share;
    return sum + (found - share) * Math.log(found / share);
  }, 0);
}

/** A sample as the Kolmogorov–Smirnov test sees it: a missing value is below every other. */
export interface Sample {
  /** Present values, ascending. */
  readonly sorted: Float64Array;
  /** Share of missing values among all, 0..1. */
  readonly missingShare: number;
  /** Independent observations that the sample stands for. */
  readonly size: number;
}

/**
 * The reference as a sample. Of more than 512 values its even choice is taken for that many observations, which errs
 * towards no drift.
 */
export function sampleOfReference({ sample, counts, missing }: ReferenceColumn): Sample {
  const present = counts.reduce((sum, rows) => sum + rows, 0);
  const total = present + missing;
  const size = present <= KEPT_VALUES ? total : (total / present) * KEPT_VALUES;
  return { sorted: sample, missingShare: total === 0 ? 0 : missing / total, size };
}

/** The greatest distance between the distribution functions of two samples (two-sample Kolmogorov–Smirnov), 0..1. */
export function kolmogorovSmirnov(a: Sample, b: Sample): number {
  let distance = Math.abs(a.missingShare - b.missingShare);
  let i = 0;
  let j = 0;
  while (i < a.sorted.length || j < b.sorted.length) {
    const value = Math.min(a.sorted[i] ?? Infinity, b.sorted[j] ?? Infinity);
    while (i < a.sorted.length && (a.sorted[i] ?? 0) <= value) i += 1;
    while (j < b.sorted.length && (b.sorted[j] ?? 0) <= value) j += 1;
    distance = Math.max(distance, Math.abs(functionAt(a, i) - functionAt(b, j)));
  }
  return distance;
}

/**
 * The probability of so great a distance without any drift: Kolmogorov's limit 2 Σ (−1)ʲ⁻¹ exp(−2j²λ²) at
 * λ = (√n + 0.12 + 0.11/√n) D, n = ab/(a + b) (Stephens 1970, as in "Numerical recipes", 14.3.3).
 */
export function kolmogorovProbability(distance: number, sizeA: number, sizeB: number): number {
  const root = Math.sqrt((sizeA * sizeB) / (sizeA + sizeB));
  const lambda = (root + 0.12 + 0.11 / root) * distance;
  // Below that the series converges slowly, and the probability is 1 to twelve digits.
  if (!(lambda > 0.2)) return 1;
  let sum = 0;
  for (let j = 1; j <= 100; j += 1) {
    const term = Math.exp(-2 * (j * lambda) ** 2);
    sum += j % 2 === 1 ? term : -term;
    if (term < 1e-18) break;
  }
  return Math.min(1, Math.max(0, 2 * sum));
}

function functionAt({ sorted, missingShare }: Sample, upTo: number): number {
  return missingShare + (sorted.length === 0 ? 0 : (1 - missingShare) * (upTo / sorted.length));
}
