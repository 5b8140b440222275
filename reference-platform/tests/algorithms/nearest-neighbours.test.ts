import { describe, expect, test } from 'vitest';
import { matrixFromRows, noProgress } from '../../src/compute/algorithms/matrix.ts';
import { rocAuc } from '../../src/compute/algorithms/quality.ts';
import { scorerOf } from '../../src/compute/algorithms/score.ts';
import { largestRelativeGap } from './comparison.ts';
import { labelledTable } from './generated-table.ts';
import { readLabelledSet } from './reference-set.ts';
import { trainOn } from './training.ts';

const sets = ['two-clusters', 'payments'] as const;
const aggregations = ['largest', 'mean', 'median'] as const;

describe('k nearest neighbours', () => {
  test.each(sets.flatMap((name) => aggregations.map((aggregation) => [name, aggregation] as const)))(
    'equals PyOD on %s with the %s distance',
    (name, aggregation) => {
      const set = readLabelledSet(name);
      const { neighbours } = set.nearestNeighbours;

      const { scores } = trainOn('knn', set.matrix, { parameters: { neighbours, aggregation } });

      expect(largestRelativeGap(scores.raw, set.nearestNeighbours[aggregation])).toBeLessThan(1e-6);
    },
  );

  test.each(sets)('scores new rows as PyOD does on %s', (name) => {
    const set = readLabelledSet(name);
    const { model } = trainOn('knn', set.matrix);

    const { raw } = scorerOf(model).score(matrixFromRows(set.novelty.values), noProgress);

    expect(largestRelativeGap(raw, set.nearestNeighbours.novelty)).toBeLessThan(1e-6);
  });

  test('counts equal rows one by one, and no row among its own neighbours', () => {
    const rows = [[0], [0], [0], [3], [10]];

    const nearest = (neighbours: number, aggregation: string) => [
      ...trainOn('knn', matrixFromRows(rows), { parameters: { neighbours, aggregation } }).scores.raw,
    ];

    expect(nearest(1, 'largest')).toEqual([0, 0, 0, 3, 7]);
    expect(nearest(3, 'largest')).toEqual([3, 3, 3, 3, 10]);
    expect(nearest(3, 'mean')).toEqual([1, 1, 1, 3, 9]);
    expect(nearest(4, 'median')).toEqual([1.5, 1.5, 1.5, 3, 10]);
  });

  test('takes no more neighbours than there are, and scores a single row 0', () => {
    const { scores } = trainOn('knn', matrixFromRows([[1], [2], [4]]));
    const { scores: alone } = trainOn('knn', matrixFromRows([[4, 2]]));

    expect([...scores.raw]).toEqual([3, 2, 3]);
    expect([...alone.score]).toEqual([0]);
  });

  test('sets anomalies of a labelled table apart with an ROC-AUC of at least 0.95', () => {
    const { matrix, labels } = labelledTable(3000, 4, 0.01, 51);

    const { scores } = trainOn('knn', matrix, { parameters: { neighbours: 40, aggregation: 'mean' } });

    expect(rocAuc(scores.score, labels)).toBeGreaterThanOrEqual(0.95);
  });
});
