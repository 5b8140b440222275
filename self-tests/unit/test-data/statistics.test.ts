import { describe, expect, it } from 'vitest';
import {
  correlation,
  mean,
  quantile,
  robustZScores,
  rocAuc,
  standardDeviation,
} from '../../../test-data/statistics.ts';

// Worked by hand, and equal to R's mean, sd, quantile(type = 7), cor and mad for the same values.
describe('statistics', () => {
  const values = [2, 4, 4, 4, 5, 5, 7, 9];

  it('computes mean and sample standard deviation', () => {
    expect(mean(values)).toBe(5);
    expect(standardDeviation(values)).toBeCloseTo(Math.sqrt(32 / 7), 12);
  });

  it('interpolates quantiles linearly', () => {
    expect(quantile([1, 2, 3, 4], 0)).toBe(1);
    expect(quantile([4, 3, 2, 1], 0.25)).toBe(1.75);
    expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(quantile([1, 2, 3, 4], 1)).toBe(4);
  });

  it('correlates', () => {
    expect(correlation([1, 2, 3], [2, 4, 6])).toBeCloseTo(1, 12);
    expect(correlation([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1, 12);
    expect(correlation([1, 2, 3, 4], [1, -1, -1, 1])).toBeCloseTo(0, 12);
  });

  it('gives the area under the ROC curve, ties counting half', () => {
    expect(rocAuc([0.1, 0.2, 0.8, 0.9], [0, 0, 1, 1])).toBe(1);
    expect(rocAuc([0.9, 0.8, 0.2, 0.1], [0, 0, 1, 1])).toBe(0);
    expect(rocAuc([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1])).toBe(0.75);
    expect(rocAuc([0.5, 0.5, 0.5, 0.5], [0, 1, 0, 1])).toBe(0.5);
  });

  it('scales deviations by the median absolute deviation', () => {
    // Median 4.5; absolute deviations 0.5 0.5 0.5 0.5 0.5 2.5 2.5 4.5, their median 0.5.
    expect(robustZScores(values).at(-1)).toBeCloseTo(4.5 / (1.4826 * 0.5), 12);
  });
});
