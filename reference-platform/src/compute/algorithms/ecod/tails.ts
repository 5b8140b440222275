import type { FeatureMatrix, Progress } from '../matrix.ts';
import { skewnessSign } from './skewness.ts';

/** The empirical distribution of each training column. */
export interface TailModel {
  /** Column after column, `rows` values each, ascending; missing values stand at the median. */
  readonly sorted: Float64Array;
  readonly rows: number;
  /** −1, 0 or 1 for each column: to which side its long tail lies. */
  readonly skewness: Int16Array;
}

const ROWS_BETWEEN_REPORTS = 4096;

/** Learns the empirical distributions of a training set. */
export function learnTails(matrix: FeatureMatrix, fill: Float64Array): TailModel {
  const rows = matrix.rowCount;
  const sorted = new Float64Array(rows * matrix.columns.length);
  const skewness = new Int16Array(matrix.columns.length);
  matrix.columns.forEach((column, c) => {
    const replacement = fill[c] ?? 0;
    const values = sorted.subarray(c * rows, (c + 1) * rows);
    // Adding 0 turns −0 into 0, which a sort would put before it.
    values.set(column.map((value) => (Number.isNaN(value) ? replacement : value) + 0));
    values.sort();
    skewness[c] = skewnessSign(values);
  });
  return { sorted, rows, skewness };
}

/**
 * Raw scores by ECOD (Li, Zhao, Hu, Botta, Ionescu and Chen 2022, algorithm 1): the sum over the columns of the largest of
 * −log of the left tail's probability, of the right tail's, and of the one to which the column is skewed (both where it is not).
 * As in PyOD for training rows; PyOD scores new rows together with all others of the same call, here each is placed
 * among the training rows alone, so that a row's score does not depend on its company.
 */
export function tailScores(
  matrix: FeatureMatrix,
  fill: Float64Array,
  { sorted, rows, skewness }: TailModel,
  progress: Progress,
): Float64Array {
  const raw = new Float64Array(matrix.rowCount);
  matrix.columns.forEach((column, c) => {
    const values = sorted.subarray(c * rows, (c + 1) * rows);
    const replacement = fill[c] ?? 0;
    const skew = skewness[c] ?? 0;
    for (let r = 0; r < raw.length; r += 1) {
      const value = column[r] ?? Number.NaN;
      raw[r] = (raw[r] ?? 0) + surprise(Number.isNaN(value) ? replacement : value, values, skew);
      if (r % ROWS_BETWEEN_REPORTS === 0) progress((c + r / raw.length) / matrix.columns.length);
    }
  });
  progress(1);
  return raw;
}

/** Of one value; a value that is not among the training values counts as one more beside them. */
function surprise(value: number, sorted: Float64Array, skew: number): number {
  const below = countBelow(sorted, value, false);
  const upTo = countBelow(sorted, value, true);
  const self = upTo > below ? 0 : 1;
  const count = sorted.length + self;
  const left = -Math.log((upTo + self) / count);
  const right = -Math.log((sorted.length - below + self) / count);
  // The tail to which the column is skewed is one of the two already.
  return Math.max(0, left, right, skew === 0 ? left + right : 0);
}

/** How many of the ascending values are below `value`, or below or equal to it. */
function countBelow(sorted: Float64Array, value: number, orEqual: boolean): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    const candidate = sorted[middle] ?? 0;
    if (candidate < value || (orEqual && candidate === value)) from = middle + 1;
    else to = middle;
  }
  return from;
}
