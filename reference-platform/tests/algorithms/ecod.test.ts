import { describe, expect, test } from 'vitest';
import { matrixFromRows, noProgress } from '../../src/compute/algorithms/matrix.ts';
import { skewnessSign } from '../../src/compute/algorithms/ecod/skewness.ts';
import { rocAuc } from '../../src/compute/algorithms/quality.ts';
import { scorerOf } from '../../src/compute/algorithms/score.ts';
import { largestRelativeGap } from './comparison.ts';
import { labelledTable, mapColumns } from './generated-table.ts';
import { readLabelledSet } from './reference-set.ts';
import { trainOn } from './training.ts';

const sets = ['two-clusters', 'payments'] as const;

describe('ECOD', () => {
  test.each(sets)('equals PyOD on %s', (name) => {
    const set = readLabelledSet(name);

    const { scores } = trainOn('ecod', set.matrix);

    expect(largestRelativeGap(scores.raw, set.empiricalTails.training)).toBeLessThan(1e-6);
  });

  test.each(sets)('scores a new row of %s as PyOD does a row that comes alone', (name) => {
    const set = readLabelledSet(name);
    const { model } = trainOn('ecod', set.matrix);

    const { raw } = scorerOf(model).score(matrixFromRows(set.novelty.values), noProgress);

    expect(largestRelativeGap(raw, set.empiricalTails.novelty)).toBeLessThan(1e-6);
  });

  test('adds both tails of a symmetric column, and counts equal values together', () => {
    const { scores } = trainOn('ecod', matrixFromRows([[-1], [0], [0], [1]]));

    const log = (probability: number) => -Math.log(probability);
    const outer = log(1 / 4) + log(1);
    const inner = 2 * log(3 / 4);
    expect(largestRelativeGap(scores.raw, [outer, inner, inner, outer])).toBeLessThan(1e-12);
  });

  test('knows to which side a column is skewed', () => {
    expect(skewnessSign(Float64Array.of(1, 1, 1, 9))).toBe(1);
    expect(skewnessSign(Float64Array.of(-9, 1, 1, 1))).toBe(-1);
    expect(skewnessSign(Float64Array.of(0.1, 0.2, 0.3))).toBe(0);
    expect(skewnessSign(Float64Array.of(5, 5))).toBe(0);
    expect(skewnessSign(Float64Array.of(-Number.MAX_VALUE, 0, 1, Number.MAX_VALUE))).toBe(0);
  });

  test('scores by ranks alone: no monotone change of scale of a column moves a score', () => {
    const { matrix } = labelledTable(500, 2, 0.05, 61);

    const scaled = mapColumns(matrix, (value, c) => value * (c === 0 ? 1e6 : 1e-3) + c);

    expect(trainOn('ecod', scaled).scores.raw).toEqual(trainOn('ecod', matrix).scores.raw);
  });

  test('a constant column and a single row say nothing', () => {
    const { scores } = trainOn('ecod', matrixFromRows([[5], [5], [5]]));
    const { scores: alone } = trainOn('ecod', matrixFromRows([[4, 2]]));

    expect([...scores.raw]).toEqual([0, 0, 0]);
    expect([...alone.raw]).toEqual([0]);
  });

  test('sets anomalies of a labelled table apart with an ROC-AUC of at least 0.95', () => {
    const { matrix, labels } = labelledTable(3000, 4, 0.05, 62);

    const { scores } = trainOn('ecod', matrix);

    expect(rocAuc(scores.score, labels)).toBeGreaterThanOrEqual(0.95);
  });
});
