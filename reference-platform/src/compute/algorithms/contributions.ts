import { robustDistance, type Baseline } from './baseline.ts';
import type { TrainedModel } from './model.ts';
import { typicalAt } from './seasonal-residual/residuals.ts';

/** How much one column adds to a row's distance from the training data. */
export interface Contribution {
  readonly column: number;
  /** Share of the sum of the row's robust distances, 0..1; all shares are 0 for a row at every median. */
  readonly share: number;
}

/**
 * The `most` columns with the largest shares, largest first, equal ones in column order. NaN is missing; a column whose scale is
 * NaN does not count and is left out.
 */
export function contributionsOf(row: Float64Array, typical: Baseline, most: number): Contribution[] {
  const distances = row.map((value, c) =>
    robustDistance(value, typical.medians[c] ?? 0, typical.scales[c] ?? 0),
  );
  const counting = Array.from(distances.keys()).filter((c) => !Number.isNaN(typical.scales[c] ?? 0));
  const total = counting.reduce((sum, c) => sum + (distances[c] ?? 0), 0);
  return counting
    .map((column) => ({ column, share: total === 0 ? 0 : (distances[column] ?? 0) / total }))
    .sort((a, b) => b.share - a.share || a.column - b.column)
    .slice(0, most);
}

/** What is typical where a row stands: the baseline of the training, or for a series what is expected at the row's time. */
export function typicalFor({ state, baseline }: TrainedModel, row: Float64Array): Baseline {
  return state.algorithm === 'seasonal_residual' ? typicalAt(state.model, baseline.medians, row) : baseline;
}
