import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { kolmogorovProbability, kolmogorovSmirnov, type Sample } from '../../src/compute/analytics/drift.ts';
import { rankingMetrics } from '../../src/compute/analytics/ranking-metrics.ts';

const numbers = z.array(z.number());
const figures = z.object({
  confusion: z.record(z.string(), z.number()),
  precision: z.number(),
  recall: z.number(),
  f1: z.number(),
  rocAuc: z.number(),
  averagePrecision: z.number(),
});
const reference = z
  .object({
    rankings: z.array(
      figures.extend({ name: z.string(), scores: numbers, labels: numbers, threshold: z.number() }),
    ),
    pairs: z.array(
      z.object({
        name: z.string(),
        left: numbers,
        right: numbers,
        distance: z.number(),
        probability: z.number(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL('../../reference-values/metrics.json', import.meta.url), 'utf8')));

const sampleOf = (values: readonly number[]): Sample => ({
  sorted: Float64Array.from(values).sort(),
  missingShare: 0,
  size: values.length,
});

describe('metrics of a labelled ranking', () => {
  test.each(reference.rankings)('$name: the figures are those of scikit-learn', (expected) => {
    const scores = Float64Array.from(expected.scores);

    const found = rankingMetrics(scores, Float64Array.from(expected.labels), expected.threshold);

    expect(found?.confusion).toEqual(expected.confusion);
    for (const figure of ['precision', 'recall', 'f1', 'rocAuc', 'averagePrecision'] as const) {
      expect(found?.[figure], figure).toBeCloseTo(expected[figure], 12);
    }
  });

  test('rows without a label do not count, and one class alone has no figures', () => {
    const scores = Float64Array.of(0.9, 0.95, 0.1);

    expect(rankingMetrics(scores, Float64Array.of(1, Number.NaN, 0), 0.5)).toMatchObject({
      confusion: { truePositives: 1, falsePositives: 0, trueNegatives: 1, falseNegatives: 0 },
      rocAuc: 1,
      averagePrecision: 1,
    });
    expect(rankingMetrics(scores, Float64Array.of(1, 1, Number.NaN), 0.5)).toBeNull();
    expect(rankingMetrics(scores, Float64Array.of(0, 0, 0), 0.5)).toBeNull();
  });
});

describe('the Kolmogorov–Smirnov test', () => {
  test.each(reference.pairs)('$name: distance and probability are those of SciPy', (expected) => {
    const [left, right] = [sampleOf(expected.left), sampleOf(expected.right)];

    const distance = kolmogorovSmirnov(left, right);

    expect(distance).toBeCloseTo(expected.distance, 12);
    expect(kolmogorovProbability(distance, left.size, right.size)).toBeCloseTo(expected.probability, 9);
  });

  test('a missing value is below every other', () => {
    const gappy = { ...sampleOf([1, 2]), missingShare: 0.5 };

    expect(kolmogorovSmirnov(gappy, sampleOf([1, 2]))).toBe(0.5);
    expect(kolmogorovSmirnov(gappy, { ...sampleOf([]), missingShare: 1 })).toBe(0.5);
  });
});
