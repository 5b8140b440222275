import { robustDistance, type Baseline } from './baseline.ts';
import type { FeatureMatrix, Progress } from './matrix.ts';

/** How the distances of a row's columns become one raw score. */
export type Aggregation = 'max' | 'mean';

/** Raw score of each row: the largest, or the mean, robust distance over its columns. */
export function robustZscores(
  matrix: FeatureMatrix,
  baseline: Baseline,
  aggregation: Aggregation,
  progress: Progress,
): Float64Array {
  const raw = new Float64Array(matrix.rowCount);
  const width = matrix.columns.length;
  matrix.columns.forEach((column, c) => {
    const median = baseline.medians[c] ?? 0;
    const scale = baseline.scales[c] ?? 0;
    for (let r = 0; r < raw.length; r += 1) {
      const distance = robustDistance(column[r] ?? Number.NaN, median, scale);
      const sum = raw[r] ?? 0;
      raw[r] = aggregation === 'max' ? Math.max(sum, distance) : sum + distance / width;
    }
    progress((c + 1) / width);
  });
  return raw;
}
