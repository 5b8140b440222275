import { describe, expect, test } from 'vitest';
import { contributionsOf } from '../../src/compute/algorithms/contributions.ts';
import { qualityOf, rocAuc } from '../../src/compute/algorithms/quality.ts';
import { quantileOfSorted } from '../../src/compute/algorithms/statistics.ts';

describe('measures of quality', () => {
  test('ROC-AUC counts pairs in the right order, ties as half', () => {
    const scores = Float64Array.of(0.1, 0.4, 0.4, 0.8);
    const labels = Float64Array.of(0, 0, 1, 1);

    // Pairs: (0.4,0.1) right, (0.4,0.4) tie, (0.8,0.1) and (0.8,0.4) right.
    expect(rocAuc(scores, labels)).toBe(3.5 / 4);
  });

  test('precision, recall and F1 are those of scores above the threshold', () => {
    const scores = Float64Array.of(0.9, 0.8, 0.7, 0.5, 0.2);
    const labels = Float64Array.of(1, 0, 1, 1, 0);

    const quality = qualityOf(scores, labels, 0.5);

    expect(quality).toEqual({ rocAuc: 4 / 6, precision: 2 / 3, recall: 2 / 3, f1: 2 / 3 });
  });

  test('rows without a label do not count', () => {
    const scores = Float64Array.of(0.9, 0.95, 0.1);

    expect(qualityOf(scores, Float64Array.of(1, Number.NaN, 0), 0.5)).toEqual({
      rocAuc: 1,
      precision: 1,
      recall: 1,
      f1: 1,
    });
  });

  test('there is no quality where one class is absent', () => {
    expect(qualityOf(Float64Array.of(0.1, 0.9), Float64Array.of(0, 0), 0.5)).toBeNull();
    expect(qualityOf(Float64Array.of(0.1, 0.9), Float64Array.of(1, 1), 0.5)).toBeNull();
  });

  test('quantiles interpolate between neighbours', () => {
    expect(quantileOfSorted(Float64Array.of(1, 2, 3, 4), 0.95)).toBeCloseTo(3.85, 12);
    expect(quantileOfSorted(Float64Array.of(7), 0.5)).toBe(7);
  });

  test('contributions are shares of the robust distances, largest first', () => {
    const baseline = { medians: Float64Array.of(0, 10, 0, 5), scales: Float64Array.of(1, 2, 1, 1) };

    const contributions = contributionsOf(Float64Array.of(1, 16, Number.NaN, 5), baseline, 3);

    expect(contributions).toEqual([
      { column: 1, share: 0.75 },
      { column: 0, share: 0.25 },
      { column: 2, share: 0 },
    ]);
  });
});
