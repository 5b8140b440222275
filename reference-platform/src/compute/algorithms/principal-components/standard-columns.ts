import { LARGEST_DISTANCE } from '../baseline.ts';
import type { FeatureMatrix } from '../matrix.ts';
import { binaryScale } from '../statistics.ts';

/** Mean and population standard deviation of each training column; 0 for the deviation of a constant column. */
export interface StandardColumns {
  readonly means: Float64Array;
  readonly deviations: Float64Array;
}

/** Measures the columns of a training set; missing values take the column's `fill`. */
export function measureColumns(matrix: FeatureMatrix, fill: Float64Array): StandardColumns {
  const means = new Float64Array(matrix.columns.length);
  const deviations = new Float64Array(matrix.columns.length);
  matrix.columns.forEach((column, c) => {
    const replacement = fill[c] ?? 0;
    // Added up in ascending order, so that the order of the rows does not change the last bits.
    const sorted = column.map((value) => (Number.isNaN(value) ? replacement : value) + 0).sort();
    const least = sorted[0] ?? 0;
    const greatest = sorted[sorted.length - 1] ?? 0;
    if (least === greatest) {
      means[c] = least;
      return;
    }
    const scale = binaryScale(Math.max(Math.abs(least), Math.abs(greatest)));
    let sum = 0;
    for (const value of sorted) sum += value * scale;
    const mean = sum / sorted.length;
    let squares = 0;
    for (const value of sorted) squares += (value * scale - mean) ** 2;
    means[c] = mean / scale;
    deviations[c] = Math.sqrt(squares / sorted.length) / scale;
  });
  return { means, deviations };
}

/** A value in standard deviations from the mean, within ±LARGEST_DISTANCE; a value off a constant column is that far. */
export function standardise(value: number, mean: number, deviation: number): number {
  if (value === mean) return 0;
  const standard = deviation === 0 ? Math.sign(value - mean) * LARGEST_DISTANCE : (value - mean) / deviation;
  return Math.max(-LARGEST_DISTANCE, Math.min(LARGEST_DISTANCE, standard));
}
