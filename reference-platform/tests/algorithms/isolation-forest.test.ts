import { describe, expect, test } from 'vitest';
import { averagePathLength } from '../../src/compute/algorithms/isolation-forest/forest.ts';
import { sampleRows } from '../../src/compute/algorithms/isolation-forest/sample.ts';
import { rocAuc } from '../../src/compute/algorithms/quality.ts';
import { identifyRows } from '../../src/compute/algorithms/row-identity.ts';
import { spearman } from './comparison.ts';
import { labelledTable } from './generated-table.ts';
import { readLabelledSet } from './reference-set.ts';
import { trainOn } from './training.ts';

describe('isolation forest', () => {
  test.each(['two-clusters', 'payments'] as const)('orders the rows of %s as scikit-learn does', (name) => {
    const set = readLabelledSet(name);

    const { scores } = trainOn('isolation_forest', set.matrix);

    expect(spearman(scores.score, set.isolationForest.scikitLearn)).toBeGreaterThanOrEqual(0.95);
  });

  test.each(['two-clusters', 'payments'] as const)('orders the rows of %s as PyOD does', (name) => {
    const set = readLabelledSet(name);

    const { scores } = trainOn('isolation_forest', set.matrix);

    expect(spearman(scores.score, set.isolationForest.pyod)).toBeGreaterThanOrEqual(0.95);
  });

  test('gives scores on the scale of scikit-learn, not only in its order', () => {
    const set = readLabelledSet('two-clusters');
    const expected = set.isolationForest.scikitLearn;

    const { scores } = trainOn('isolation_forest', set.matrix, {
      parameters: { trees: 500, sampleSize: 256 },
    });

    const gaps = expected.map((reference, r) => Math.abs((scores.score[r] ?? 0) - reference));
    expect(gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length).toBeLessThan(0.01);
  });

  test('sets anomalies of a labelled table apart with an ROC-AUC of at least 0.95', () => {
    const { matrix, labels } = labelledTable(5000, 5, 0.05, 11);

    const { scores } = trainOn('isolation_forest', matrix);

    expect(rocAuc(scores.score, labels)).toBeGreaterThanOrEqual(0.95);
  });

  test('gives other scores for another seed', () => {
    const { matrix } = labelledTable(1000, 3, 0.05, 12);

    const first = trainOn('isolation_forest', matrix, { seed: 42 });
    const second = trainOn('isolation_forest', matrix, { seed: 43 });

    expect(second.scores.score).not.toEqual(first.scores.score);
    expect(spearman(second.scores.score, first.scores.score)).toBeGreaterThanOrEqual(0.9);
  });

  test('cuts elsewhere for another seed, also where every tree is grown from all rows', () => {
    const { matrix } = labelledTable(200, 3, 0.05, 14);

    const first = trainOn('isolation_forest', matrix, { seed: 1 });
    const second = trainOn('isolation_forest', matrix, { seed: 2 });

    expect(second.scores.score).not.toEqual(first.scores.score);
  });

  test('scores every row ½ where all rows are equal', () => {
    const matrix = { rowCount: 50, columns: [new Float64Array(50).fill(3), new Float64Array(50).fill(-1)] };

    const { scores } = trainOn('isolation_forest', matrix);

    expect(new Set(scores.score).size).toBe(1);
    expect(scores.score[0]).toBeCloseTo(0.5, 12);
  });

  test('draws each of many equal rows as likely as any other', () => {
    const rows = 4000;
    const values = Float64Array.from({ length: rows }, (_, r) => (r < rows / 2 ? 7 : r));
    const identities = identifyRows({ rowCount: rows, columns: [values] }, new Float64Array(1));

    let equalRows = 0;
    for (let tree = 0; tree < 100; tree += 1) {
      const sample = sampleRows(identities, 1, tree, 256);
      expect(new Set(sample).size).toBe(256);
      equalRows += sample.filter((row) => row < rows / 2).length;
    }

    // Half of 25,600 draws; its standard deviation is 77.
    expect(Math.abs(equalRows - 12_800)).toBeLessThan(400);
  });

  test('knows the average path length of the paper', () => {
    expect(averagePathLength(1)).toBe(0);
    expect(averagePathLength(2)).toBe(1);
    expect(averagePathLength(256)).toBeCloseTo(10.24477092, 8);
  });

  test('grows and scores 100 trees on 100,000 rows of 5 columns in 5 seconds of one core', () => {
    const { matrix } = labelledTable(100_000, 5, 0.05, 13);

    const before = process.cpuUsage();
    trainOn('isolation_forest', matrix);

    // About 1 s. Time of the processor, not of the clock, so that other work on the machine does not count.
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(5);
  });
});
