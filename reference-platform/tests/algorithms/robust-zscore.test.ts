import { describe, expect, test } from 'vitest';
import { LARGEST_DISTANCE } from '../../src/compute/algorithms/baseline.ts';
import { matrixFromRows, noProgress } from '../../src/compute/algorithms/matrix.ts';
import { rocAuc } from '../../src/compute/algorithms/quality.ts';
import { scorerOf } from '../../src/compute/algorithms/score.ts';
import { largestRelativeGap } from './comparison.ts';
import { labelledTable } from './generated-table.ts';
import { readDegenerateSet, readLabelledSet } from './reference-set.ts';
import { trainOn } from './training.ts';

const aggregations = ['max', 'mean'] as const;
const sets = ['two-clusters', 'payments'] as const;

describe('robust z-score', () => {
  test.each(sets.flatMap((name) => aggregations.map((aggregation) => [name, aggregation] as const)))(
    'equals numpy on %s with %s',
    (name, aggregation) => {
      const set = readLabelledSet(name);

      const { scores } = trainOn('robust_zscore', set.matrix, { parameters: { aggregation } });

      expect(largestRelativeGap(scores.raw, set.robustZscore[aggregation])).toBeLessThan(1e-6);
    },
  );

  test.each(aggregations)(
    'equals numpy with %s where columns are constant or their MAD is 0',
    (aggregation) => {
      const set = readDegenerateSet();

      const { scores } = trainOn('robust_zscore', set.matrix, { parameters: { aggregation } });

      expect(largestRelativeGap(scores.raw, set.robustZscore[aggregation])).toBeLessThan(1e-6);
    },
  );

  test.each(sets)('equals PyOD on one column of %s', (name) => {
    const set = readLabelledSet(name);
    const matrix = matrixFromRows(set.values.map((row) => row.slice(0, 1)));

    const { scores } = trainOn('robust_zscore', matrix);

    // PyOD multiplies by 0.6745 where the definition used here divides by 1.4826.
    const onScaleOfPyod = scores.raw.map((value) => value * 0.6745 * 1.4826);
    expect(largestRelativeGap(onScaleOfPyod, set.robustZscore.firstColumnPyodMad)).toBeLessThan(1e-6);
  });

  test('puts any other value far from a constant column, and the constant at 0', () => {
    const { model } = trainOn('robust_zscore', matrixFromRows([[5], [5], [5]]));

    const { raw, score } = scorerOf(model).score(matrixFromRows([[5], [5.000001], [null]]), noProgress);

    expect([...raw]).toEqual([0, LARGEST_DISTANCE, 0]);
    expect(score[1]).toBeLessThan(1);
  });

  test('stays finite for the largest numbers there are', () => {
    const huge = Number.MAX_VALUE;

    const { scores } = trainOn('robust_zscore', matrixFromRows([[huge], [-huge], [0], [1], [-huge]]));

    expect(scores.raw.every(Number.isFinite)).toBe(true);
  });

  test('sets anomalies of a labelled table apart with an ROC-AUC of at least 0.95', () => {
    const { matrix, labels } = labelledTable(3000, 4, 0.05, 31);

    const { scores } = trainOn('robust_zscore', matrix);

    expect(rocAuc(scores.score, labels)).toBeGreaterThanOrEqual(0.95);
  });
});
