import { describe, expect, test } from 'vitest';
import { noProgress, matrixFromRows } from '../../src/compute/algorithms/matrix.ts';
import { qualityOf, rocAuc } from '../../src/compute/algorithms/quality.ts';
import { scorerOf } from '../../src/compute/algorithms/score.ts';
import { largestRelativeGap } from './comparison.ts';
import { labelledTable } from './generated-table.ts';
import { readLabelledSet } from './reference-set.ts';
import { trainOn } from './training.ts';

const sets = ['two-clusters', 'payments'] as const;
const neighbours = [5, 20, 100] as const;

// No two distances tie in these sets. Where they do, scikit-learn keeps exactly k neighbours, whichever
// come first; here all at the k-distance count, as in Breunig et al. 2000.
describe('local outlier factor', () => {
  test.each(sets.flatMap((name) => neighbours.map((k) => [name, k] as const)))(
    'equals scikit-learn on %s with %i neighbours',
    (name, k) => {
      const set = readLabelledSet(name);

      const { scores } = trainOn('local_outlier_factor', set.matrix, { parameters: { neighbours: k } });

      expect(largestRelativeGap(scores.raw, set.localOutlierFactor[`neighbours${k}`])).toBeLessThan(1e-6);
    },
  );

  test.each(sets)('scores new rows as scikit-learn does (novelty) on %s', (name) => {
    const set = readLabelledSet(name);
    const { model } = trainOn('local_outlier_factor', set.matrix);

    const { raw } = scorerOf(model).score(matrixFromRows(set.novelty.values), noProgress);

    expect(largestRelativeGap(raw, set.novelty.scores)).toBeLessThan(1e-6);
  });

  test('has the threshold and quality that scikit-learn computes', () => {
    const set = readLabelledSet('payments');
    const expected = set.quality.localOutlierFactor20;

    const { model, scores } = trainOn('local_outlier_factor', set.matrix, {
      contamination: set.quality.contamination,
    });

    const quality = qualityOf(scores.score, Float64Array.from(set.labels), model.threshold);
    expect(quality?.rocAuc).toBeCloseTo(expected.rocAuc, 9);
    expect(quality?.precision).toBeCloseTo(expected.precision, 9);
    expect(quality?.recall).toBeCloseTo(expected.recall, 9);
    expect(quality?.f1).toBeCloseTo(expected.f1, 9);
  });

  test('counts every row at the k-distance where distances tie', () => {
    // On the integers each inner point has two neighbours at distance 1: all densities agree, so all are 1.
    const matrix = matrixFromRows(Array.from({ length: 30 }, (_, i) => [i]));

    const { scores } = trainOn('local_outlier_factor', matrix, { parameters: { neighbours: 2 } });

    expect(scores.raw.slice(4, 26).every((factor) => Math.abs(factor - 1) < 1e-9)).toBe(true);
    // With both ties kept, the two ends of the line are mirror images.
    expect(scores.raw.slice(15)).toEqual(scores.raw.slice(0, 15).reverse());
  });

  test('stays finite among many equal rows', () => {
    const rows = [...Array.from({ length: 60 }, () => [1, 1]), [2, 2], [50, 50]];

    const { scores } = trainOn('local_outlier_factor', matrixFromRows(rows));

    expect(scores.raw.every(Number.isFinite)).toBe(true);
    expect(scores.raw[0]).toBeCloseTo(1, 9);
    expect(scores.raw[61]).toBeGreaterThan(scores.raw[60] ?? Number.POSITIVE_INFINITY);
  });

  test('scores a single row 1', () => {
    const { scores } = trainOn('local_outlier_factor', matrixFromRows([[4, 2]]));

    expect([...scores.raw]).toEqual([1]);
    expect([...scores.score]).toEqual([0.5]);
  });

  test('sets anomalies of a labelled table apart with an ROC-AUC of at least 0.95', () => {
    const { matrix, labels } = labelledTable(3000, 4, 0.01, 21);

    const { scores } = trainOn('local_outlier_factor', matrix, { parameters: { neighbours: 40 } });

    expect(rocAuc(scores.score, labels)).toBeGreaterThanOrEqual(0.95);
  });
});
