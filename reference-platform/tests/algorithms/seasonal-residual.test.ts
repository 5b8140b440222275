import { describe, expect, test } from 'vitest';
import { contributionsOf, typicalFor } from '../../src/compute/algorithms/contributions.ts';
import { matrixFromRows, noProgress, type FeatureMatrix } from '../../src/compute/algorithms/matrix.ts';
import { parseModel, serialiseModel } from '../../src/compute/algorithms/model-file.ts';
import { rocAuc } from '../../src/compute/algorithms/quality.ts';
import { randomStream } from '../../src/compute/algorithms/random.ts';
import { scorerOf } from '../../src/compute/algorithms/score.ts';
import { findPeriod } from '../../src/compute/algorithms/seasonal-residual/period.ts';
import { largestRelativeGap } from './comparison.ts';
import { permutation, reorder } from './generated-table.ts';
import { readTimeSeriesSet } from './reference-set.ts';
import { trainOn } from './training.ts';

const HOUR = 3_600_000;

/** Two columns over time: a season of 12 and a trend, noise around them, and every 40th row off in the first column. */
function twoSeries(points: number, seed: number): { matrix: FeatureMatrix; labels: Float64Array } {
  const random = randomStream(seed, 0);
  const labels = Float64Array.from({ length: points }, (_, t) => Number(t % 40 === 17));
  const rows = Array.from({ length: points }, (_, t) => {
    const season = 10 * Math.sin((2 * Math.PI * t) / 12);
    const off = labels[t] === 1 ? 25 : 0;
    return [1e12 + t * HOUR, 0.1 * t + season + random() + off, 50 - 0.02 * t - season + random()];
  });
  return { matrix: matrixFromRows(rows), labels };
}

describe('seasonal residual', () => {
  test.each([0, 24])(
    'equals numpy on a series with a gap and missing cells, period %i (0: found)',
    (period) => {
      const set = readTimeSeriesSet();

      const { scores } = trainOn('seasonal_residual', set.matrix, { parameters: { period } });

      expect(largestRelativeGap(scores.raw, set.seasonalResidual)).toBeLessThan(1e-6);
    },
  );

  test('scores equal rows alike, in whatever order they stand', () => {
    const { matrix } = twoSeries(300, 81);
    const order = permutation(matrix.rowCount, 82);

    const straight = trainOn('seasonal_residual', matrix);
    const shuffled = trainOn('seasonal_residual', reorder(matrix, order));

    expect(shuffled.scores.raw).toEqual(Float64Array.from(order, (r) => straight.scores.raw[r] ?? NaN));
    expect(serialiseModel(shuffled.model)).toBe(serialiseModel(straight.model));
  });

  test('scores the training rows again as in training, also from its file', () => {
    const { matrix } = twoSeries(300, 83);
    const { model, scores } = trainOn('seasonal_residual', matrix);

    expect(scorerOf(model).score(matrix, noProgress)).toEqual(scores);
    expect(scorerOf(parseModel(serialiseModel(model))).score(matrix, noProgress)).toEqual(scores);
  });

  test('finds spikes that the season would hide from a z-score, with an ROC-AUC of at least 0.95', () => {
    const { matrix, labels } = twoSeries(600, 84);

    const { scores } = trainOn('seasonal_residual', matrix);

    expect(rocAuc(scores.score, labels)).toBeGreaterThanOrEqual(0.99);
  });

  test('goes on with trend and season after the training', () => {
    const { matrix } = twoSeries(600, 85);
    const { model } = trainOn('seasonal_residual', matrix);
    const later = twoSeries(700, 86).matrix.columns.map((column) => column.slice(650, 651));

    const { score } = scorerOf(model).score({ rowCount: 1, columns: later }, noProgress);

    expect(score[0]).toBeLessThan(model.threshold);
  });

  test('shares the blame by residuals, and the time has none', () => {
    const { matrix } = twoSeries(600, 87);
    const { model } = trainOn('seasonal_residual', matrix);
    const row = Float64Array.from(matrix.columns, (column) => column[17] ?? NaN);

    const contributions = contributionsOf(row, typicalFor(model, row), 5);

    expect(contributions.map(({ column }) => column)).toEqual([1, 2]);
    expect(contributions[0]?.share).toBeGreaterThan(0.9);
    expect(contributions.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  test('finds the period of a season under noise, and none where nothing repeats', () => {
    const random = randomStream(88, 0);
    const noise = Float64Array.from({ length: 400 }, () => random() - 0.5);

    expect(findPeriod(noise.map((value, t) => value + Math.sin((2 * Math.PI * t) / 7)))).toBe(7);
    expect(
      findPeriod(noise.map((value, t) => value + (t % 24 === 3 ? 8 : 0) + Math.cos((2 * Math.PI * t) / 24))),
    ).toBe(24);
    expect(findPeriod(noise)).toBe(1);
    expect(findPeriod(new Float64Array(50).fill(4))).toBe(1);
  });

  test('a missing value scores 0, a constant column sees any other value, a single row scores 0', () => {
    const rows = Array.from({ length: 30 }, (_, t) => [t * HOUR, 5]);
    const { model } = trainOn('seasonal_residual', matrixFromRows(rows));
    const { scores: alone } = trainOn('seasonal_residual', matrixFromRows([[0, 5]]));

    const { score } = scorerOf(model).score(
      matrixFromRows([
        [40 * HOUR, null],
        [40 * HOUR, 5],
        [null, 5],
        [40 * HOUR, 5.1],
      ]),
      noProgress,
    );

    expect([...score.slice(0, 3)]).toEqual([0, 0, 0]);
    expect(score[3]).toBeGreaterThan(0.999999);
    expect([...alone.score]).toEqual([0]);
  });

  test('stays finite for the largest numbers and times there are', () => {
    const huge = Number.MAX_VALUE;
    const { model, scores } = trainOn(
      'seasonal_residual',
      matrixFromRows([
        [0, huge],
        [1, -huge],
        [2, 0],
        [3, huge],
      ]),
    );

    const { raw } = scorerOf(model).score(
      matrixFromRows([
        [huge, huge],
        [-huge, -huge],
      ]),
      noProgress,
    );

    expect([...scores.raw, ...raw].every(Number.isFinite)).toBe(true);
  });
});
