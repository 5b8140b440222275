import { describe, expect, test } from 'vitest';
import {
  createHalfSpaceStream,
  halfSpaceWindowsFile,
} from '../../src/compute/algorithms/half-space-trees/stream.ts';
import { matrixFromRows, noProgress, type FeatureMatrix } from '../../src/compute/algorithms/matrix.ts';
import { parseModel, serialiseModel } from '../../src/compute/algorithms/model-file.ts';
import { rocAuc } from '../../src/compute/algorithms/quality.ts';
import { scorerOf } from '../../src/compute/algorithms/score.ts';
import { spearman } from './comparison.ts';
import { labelledTable } from './generated-table.ts';
import { readLabelledSet } from './reference-set.ts';
import { trainOn } from './training.ts';

function rowOf({ columns }: FeatureMatrix, r: number): Float64Array {
  return Float64Array.from(columns, (column) => column[r] ?? Number.NaN);
}

describe('half-space trees', () => {
  test.each(['two-clusters', 'payments'] as const)('order the rows of %s as river does', (name) => {
    const set = readLabelledSet(name);
    const { depth, windowSize, river } = set.halfSpaceTrees;

    const { scores } = trainOn('half_space_trees', set.matrix, {
      parameters: { trees: 100, depth, windowSize },
    });

    expect(spearman(scores.raw, river)).toBeGreaterThanOrEqual(0.95);
  });

  test('score the same rows, parameters and seed the same, and another seed otherwise', () => {
    const { matrix } = labelledTable(600, 3, 0.05, 91);
    const scores = (seed: number) => trainOn('half_space_trees', matrix, { seed }).scores.raw;

    expect(scores(1)).toEqual(scores(1));
    expect(scores(2)).not.toEqual(scores(1));
  });

  test('score the training rows again as in training, also from their file', () => {
    const { matrix } = labelledTable(600, 3, 0.05, 92);
    const { model, scores } = trainOn('half_space_trees', matrix);

    expect(scorerOf(model).score(matrix, noProgress)).toEqual(scores);
    expect(scorerOf(parseModel(serialiseModel(model))).score(matrix, noProgress)).toEqual(scores);
  });

  test('score by the last full window: rows after it change nothing yet', () => {
    const { matrix } = labelledTable(740, 3, 0.05, 93);
    const first = (rows: number): FeatureMatrix => ({
      rowCount: rows,
      columns: matrix.columns.map((column) => column.slice(0, rows)),
    });
    const masses = (rows: number) => {
      const { state } = trainOn('half_space_trees', first(rows)).model;
      return state.algorithm === 'half_space_trees' ? state.windows : undefined;
    };

    // The scale of the columns comes from all rows, so masses are compared where it is the same to the trees.
    expect(masses(740)?.seen).toBe(240);
    expect(masses(500)?.seen).toBe(0);
    expect(masses(740)?.reference.reduce((sum, mass) => sum + mass, 0)).toBe(25 * 11 * 250);
    expect(masses(740)?.latest.reduce((sum, mass) => sum + mass, 0)).toBe(25 * 11 * 240);
  });

  test('a table of fewer rows than a window is one window', () => {
    const { state } = trainOn('half_space_trees', labelledTable(40, 2, 0.05, 94).matrix).model;

    expect(state.algorithm === 'half_space_trees' ? state.windows.windowRows : null).toBe(40);
  });

  test('a stream scores as the model does until its first window is full, then by that window', () => {
    const { matrix } = labelledTable(500, 3, 0, 95);
    const { model, scores } = trainOn('half_space_trees', matrix);
    const stream = createHalfSpaceStream(model);
    const far = Float64Array.of(30, 30, 30);

    const before = stream.score(far);
    const early = Array.from({ length: 250 }, () => stream.next(far));
    const after = stream.next(far);

    expect(createHalfSpaceStream(model).score(rowOf(matrix, 7)).raw).toBe(scores.raw[7]);
    expect(before.label).toBe(1);
    expect(new Set(early.map(({ raw }) => raw))).toEqual(new Set([before.raw]));
    // What was far is where the whole last window was.
    expect(after.label).toBe(0);
    expect(after.raw).toBeLessThan(before.raw / 1000);
    expect(stream.score(rowOf(matrix, 7)).label).toBe(1);
  });

  test('a stream that is kept and taken up again goes on as if nothing had been', () => {
    const { matrix } = labelledTable(900, 3, 0.05, 96);
    const { model } = trainOn('half_space_trees', matrix);
    const whole = createHalfSpaceStream(model);
    let parts = createHalfSpaceStream(model);

    const straight = Array.from({ length: 900 }, (_, r) => whole.next(rowOf(matrix, r)));
    const interrupted = Array.from({ length: 900 }, (_, r) => {
      if (r % 130 === 0) {
        const kept = halfSpaceWindowsFile.parse(JSON.parse(JSON.stringify(parts.state())));
        parts = createHalfSpaceStream(model, kept);
      }
      return parts.next(rowOf(matrix, r));
    });

    expect(interrupted).toEqual(straight);
    expect(parts.state()).toEqual(whole.state());
  });

  test('a state of trees of another size is refused, and so is a model of another algorithm', () => {
    const { matrix } = labelledTable(300, 2, 0.05, 97);
    const { model } = trainOn('half_space_trees', matrix);
    const small = trainOn('half_space_trees', matrix, { parameters: { trees: 3, depth: 4, windowSize: 50 } });

    expect(() => createHalfSpaceStream(model, createHalfSpaceStream(small.model).state())).toThrow('nodes');
    expect(() => createHalfSpaceStream(trainOn('ecod', matrix).model)).toThrow('ecod');
  });

  test('a missing value is read as the median, equal rows score alike, and all stays in 0..1', () => {
    const { matrix } = labelledTable(601, 2, 0.05, 98);
    const { model } = trainOn('half_space_trees', matrix);
    const median = model.baseline.medians[0] ?? Number.NaN;

    const { raw, score } = scorerOf(model).score(
      matrixFromRows([
        [null, 1.5],
        [median, 1.5],
        [1e308, -1e308],
        [-0, 0],
        [0, 0],
      ]),
      noProgress,
    );

    expect(raw[0]).toBe(raw[1]);
    expect(raw[3]).toBe(raw[4]);
    expect(raw.every(Number.isFinite)).toBe(true);
    expect(score.every((value) => value >= 0 && value <= 1)).toBe(true);
    expect(score[2]).toBeGreaterThan(model.threshold);
  });

  test('set anomalies of a labelled table apart with an ROC-AUC of at least 0.95', () => {
    const { matrix, labels } = labelledTable(3000, 4, 0.05, 99);

    const { scores } = trainOn('half_space_trees', matrix);

    expect(rocAuc(scores.score, labels)).toBeGreaterThanOrEqual(0.95);
  });
});
