import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { matrixFromRows, noProgress, type FeatureMatrix } from '../../src/compute/algorithms/matrix.ts';
import { serialiseModel, parseModel } from '../../src/compute/algorithms/model-file.ts';
import type { TrainedModel } from '../../src/compute/algorithms/model.ts';
import { scorerOf } from '../../src/compute/algorithms/score.ts';
import { spearman } from './comparison.ts';
import { labelledTable, mapColumns, permutation, reorder } from './generated-table.ts';
import { algorithms, trainOn } from './training.ts';

/** Rounded to whole numbers, so that there are many equal rows and equal distances; some cells missing. */
function tableWithTies(): FeatureMatrix {
  const { matrix } = labelledTable(1500, 3, 0.05, 41);
  const rounded = mapColumns(matrix, (value) => Math.round(value));
  rounded.columns[1]?.fill(Number.NaN, 100, 160);
  return rounded;
}

/** Names the bytes of a model file: a difference of the files themselves would fill the terminal. */
function bytesOf(model: TrainedModel): string {
  return createHash('sha256').update(serialiseModel(model)).digest('hex');
}

describe('every algorithm', () => {
  test.each(algorithms)('%s gives the same scores whatever the order of the rows', (algorithm) => {
    const matrix = tableWithTies();
    const order = permutation(matrix.rowCount, 5);

    const straight = trainOn(algorithm, matrix);
    const shuffled = trainOn(algorithm, reorder(matrix, order));

    expect(shuffled.scores.raw).toEqual(Float64Array.from(order, (row) => straight.scores.raw[row] ?? NaN));
    expect(shuffled.model.threshold).toBe(straight.model.threshold);
    expect(bytesOf(shuffled.model)).toBe(bytesOf(straight.model));
  });

  test.each(algorithms)('%s gives the same scores for the same data, parameters and seed', (algorithm) => {
    const { matrix } = labelledTable(800, 4, 0.05, 42);

    expect(trainOn(algorithm, matrix).scores).toEqual(trainOn(algorithm, matrix).scores);
  });

  test.each(algorithms)('%s scores equal rows alike', (algorithm) => {
    const matrix = tableWithTies();
    const scoresByRow = new Map<string, Set<number>>();

    const { scores } = trainOn(algorithm, matrix);

    scores.raw.forEach((raw, r) => {
      const key = matrix.columns.map((column) => column[r]).join();
      scoresByRow.set(key, (scoresByRow.get(key) ?? new Set()).add(raw));
    });
    expect(scoresByRow.size).toBeLessThan(matrix.rowCount);
    expect([...scoresByRow.values()].filter((different) => different.size > 1)).toEqual([]);
  });

  test.each(algorithms)('%s scores the training rows again as it did in training', (algorithm) => {
    const matrix = tableWithTies();
    const { model, scores } = trainOn(algorithm, matrix);

    expect(scorerOf(model).score(matrix, noProgress)).toEqual(scores);
  });

  test.each(algorithms)('%s survives being written and read back, to the last bit', (algorithm) => {
    const { matrix } = labelledTable(700, 3, 0.05, 43);
    const { matrix: fresh } = labelledTable(50, 3, 0.2, 44);
    const { model } = trainOn(algorithm, matrix);

    const again = parseModel(serialiseModel(model));

    expect(bytesOf(again)).toBe(bytesOf(model));
    expect(scorerOf(again).score(fresh, noProgress)).toEqual(scorerOf(model).score(fresh, noProgress));
  });

  test.each(algorithms)('%s flags the share of the training rows that contamination says', (algorithm) => {
    const { matrix } = labelledTable(1000, 4, 0.05, 45);

    const { model, scores } = trainOn(algorithm, matrix, { contamination: 0.1 });

    expect(scores.score.filter((score) => score > model.threshold).length).toBe(100);
  });

  test.each(algorithms)('%s does not care where zero lies', (algorithm) => {
    const { matrix } = labelledTable(600, 3, 0.05, 46);

    const here = trainOn(algorithm, matrix);
    const moved = trainOn(
      algorithm,
      mapColumns(matrix, (value) => value + 1024),
    );

    // The forest samples other rows (their content changed), so its order agrees closely, not exactly.
    const least = algorithm === 'isolation_forest' ? 0.95 : 0.999999;
    expect(spearman(moved.scores.raw, here.scores.raw)).toBeGreaterThanOrEqual(least);
  });

  test.each(algorithms)('%s scores a row higher the farther it is moved out', (algorithm) => {
    const { matrix } = labelledTable(600, 2, 0, 47);
    const { model } = trainOn(algorithm, matrix);

    const { score } = scorerOf(model).score(
      matrixFromRows([
        [0, 0],
        [4, 4],
        [40, 40],
      ]),
      noProgress,
    );

    expect(score[1]).toBeGreaterThan(score[0] ?? 1);
    expect(score[2]).toBeGreaterThanOrEqual(score[1] ?? 1);
  });

  test.each(algorithms)('%s reads a missing value as the median of the training rows', (algorithm) => {
    const { matrix } = labelledTable(601, 2, 0.05, 48);
    const { model } = trainOn(algorithm, matrix);
    const median = model.baseline.medians[0] ?? Number.NaN;

    const { raw } = scorerOf(model).score(
      matrixFromRows([
        [null, 1.5],
        [median, 1.5],
      ]),
      noProgress,
    );

    expect(raw[0]).toBe(raw[1]);
  });

  test.each(algorithms)('%s keeps every score in 0..1', (algorithm) => {
    const { matrix } = labelledTable(400, 2, 0.05, 49);
    const { model } = trainOn(algorithm, matrix);
    const extremes = [1e308, -1e308, 1e-308, 0, -0];

    const { raw, score } = scorerOf(model).score(
      matrixFromRows(extremes.map((value) => [value, 0])),
      noProgress,
    );

    expect(raw.every(Number.isFinite)).toBe(true);
    expect(score.every((value) => value >= 0 && value <= 1)).toBe(true);
    expect(score[4]).toBe(score[3]);
  });
});
