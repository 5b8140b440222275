import { describe, expect, test } from 'vitest';
import { LARGEST_DISTANCE } from '../../src/compute/algorithms/baseline.ts';
import { matrixFromRows, noProgress } from '../../src/compute/algorithms/matrix.ts';
import { symmetricEigen } from '../../src/compute/algorithms/principal-components/symmetric-eigen.ts';
import { rocAuc } from '../../src/compute/algorithms/quality.ts';
import { randomStream } from '../../src/compute/algorithms/random.ts';
import { scorerOf } from '../../src/compute/algorithms/score.ts';
import { largestRelativeGap, spearman } from './comparison.ts';
import { labelledTable, mapColumns } from './generated-table.ts';
import { readLabelledSet } from './reference-set.ts';
import { trainOn } from './training.ts';

const sets = ['two-clusters', 'payments'] as const;

describe('principal components', () => {
  test.each(sets)('equal PyOD on %s', (name) => {
    const set = readLabelledSet(name);

    const { scores } = trainOn('pca', set.matrix);

    expect(largestRelativeGap(scores.raw, set.principalComponents.training)).toBeLessThan(1e-6);
  });

  test.each(sets)('equal PyOD on %s with two components of one weight', (name) => {
    const set = readLabelledSet(name);

    const { scores } = trainOn('pca', set.matrix, { parameters: { components: 2, weighting: 'none' } });

    expect(largestRelativeGap(scores.raw, set.principalComponents.twoUnweighted)).toBeLessThan(1e-6);
  });

  test.each(sets)('score new rows of %s as PyOD does', (name) => {
    const set = readLabelledSet(name);
    const { model } = trainOn('pca', set.matrix);

    const { raw } = scorerOf(model).score(matrixFromRows(set.novelty.values), noProgress);

    expect(largestRelativeGap(raw, set.principalComponents.novelty)).toBeLessThan(1e-6);
  });

  test('the eigenvectors of a symmetric matrix are orthonormal and give the matrix back', () => {
    const size = 12;
    const random = randomStream(71, 0);
    const matrix = new Float64Array(size * size);
    for (let i = 0; i < size; i += 1) {
      for (let j = i; j < size; j += 1) {
        matrix[i * size + j] = random() - 0.5;
        matrix[j * size + i] = matrix[i * size + j] ?? 0;
      }
    }

    const { values, vectors } = symmetricEigen(matrix.slice(), size, () => undefined);

    const at = (i: number, j: number) => vectors[i * size + j] ?? NaN;
    const places = Array.from({ length: size }, (_, i) => i);
    const again = places.flatMap((i) =>
      places.map((j) => places.reduce((sum, k) => sum + (values[k] ?? NaN) * at(k, i) * at(k, j), 0)),
    );
    const products = places.flatMap((i) =>
      places.map((j) => places.reduce((sum, k) => sum + at(i, k) * at(j, k), 0)),
    );
    expect(largestRelativeGap(again, matrix)).toBeLessThan(1e-12);
    expect(
      largestRelativeGap(
        products,
        places.flatMap((i) => places.map((j) => Number(i === j))),
      ),
    ).toBeLessThan(1e-12);
    expect([...values]).toEqual([...values].sort((a, b) => b - a));
  });

  test('do not mind in what unit a column is', () => {
    const { matrix } = labelledTable(500, 3, 0.05, 72);

    const scaled = mapColumns(matrix, (value, c) => value * 10 ** (6 - 3 * c));

    expect(spearman(trainOn('pca', scaled).scores.raw, trainOn('pca', matrix).scores.raw)).toBeGreaterThan(
      0.999999,
    );
  });

  test('leave out columns that depend on others, and see a value beside a constant one', () => {
    const rows = Array.from({ length: 40 }, (_, i) => [(i * 7) % 40, 3 * ((i * 7) % 40) + 1, 5]);
    const { model, scores } = trainOn('pca', matrixFromRows(rows));

    const { raw, score } = scorerOf(model).score(
      matrixFromRows([
        [20, 61, 5],
        [20, 61, 6],
      ]),
      noProgress,
    );

    expect(scores.raw.every((value) => value < 10)).toBe(true);
    expect(raw[0]).toBeLessThan(2);
    expect(raw[1]).toBeGreaterThan(LARGEST_DISTANCE / 2);
    expect(score[1]).toBeLessThanOrEqual(1);
  });

  test('score a single row 0', () => {
    const { scores } = trainOn('pca', matrixFromRows([[4, 2]]));

    expect([...scores.score]).toEqual([0]);
  });

  test('stay finite for the largest numbers there are', () => {
    const huge = Number.MAX_VALUE;

    const { scores } = trainOn(
      'pca',
      matrixFromRows([
        [huge, 1],
        [-huge, 2],
        [0, 3],
        [1, 4],
      ]),
    );

    expect(scores.raw.every(Number.isFinite)).toBe(true);
  });

  test('set anomalies of a labelled table apart with an ROC-AUC of at least 0.95', () => {
    const { matrix, labels } = labelledTable(3000, 4, 0.05, 73);

    const { scores } = trainOn('pca', matrix);

    expect(rocAuc(scores.score, labels)).toBeGreaterThanOrEqual(0.95);
  });
});
