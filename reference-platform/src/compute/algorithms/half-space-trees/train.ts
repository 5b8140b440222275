import type { Baseline } from '../baseline.ts';
import type { FeatureMatrix, Progress } from '../matrix.ts';
import { HalfSpaceStream } from './stream.ts';
import { growHalfSpaceTrees, type HalfSpaceSize, type HalfSpaceTrees } from './trees.ts';
import { emptyWindows, type HalfSpaceWindows } from './windows.ts';

const ROWS_BETWEEN_REPORTS = 1024;

/** Grows trees and takes the rows through them in their order; a table of fewer rows is one window. */
export function trainHalfSpaceTrees(
  matrix: FeatureMatrix,
  baseline: Baseline,
  size: HalfSpaceSize & { readonly windowSize: number },
  seed: number,
  progress: Progress,
): { trees: HalfSpaceTrees; windows: HalfSpaceWindows } {
  const { trees: count, depth, windowSize } = size;
  const trees = growHalfSpaceTrees({ trees: count, depth }, matrix.columns.length, seed);
  const windowRows = Math.min(windowSize, matrix.rowCount);
  const stream = new HalfSpaceStream(trees, emptyWindows(trees, windowRows), baseline, 1);
  eachRow(matrix, progress, (row) => stream.next(row));
  return { trees, windows: stream.windows() };
}

/** Raw scores of rows by the last full window of the training, which stays as it is. */
export function halfSpaceScores(
  matrix: FeatureMatrix,
  baseline: Baseline,
  { trees, windows }: { trees: HalfSpaceTrees; windows: HalfSpaceWindows },
  progress: Progress,
): Float64Array {
  const stream = new HalfSpaceStream(trees, windows, baseline, 1);
  const raw = new Float64Array(matrix.rowCount);
  eachRow(matrix, progress, (row, r) => {
    raw[r] = stream.score(row).raw;
  });
  return raw;
}

function eachRow(
  matrix: FeatureMatrix,
  progress: Progress,
  visit: (row: Float64Array, index: number) => void,
): void {
  const row = new Float64Array(matrix.columns.length);
  for (let r = 0; r < matrix.rowCount; r += 1) {
    matrix.columns.forEach((column, c) => {
      row[c] = column[r] ?? Number.NaN;
    });
    visit(row, r);
    if (r % ROWS_BETWEEN_REPORTS === 0) progress(r / matrix.rowCount);
  }
  progress(1);
}
