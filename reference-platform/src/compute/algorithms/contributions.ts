import { robustDistance, type Baseline } from './baseline.ts';

/** How much one column adds to a row's distance from the training data. */
export interface Contribution {
  readonly column: number;
  /** Share of the sum of the row's robust distances, 0..1; all shares are 0 for a row at every median. */
  readonly share: number;
}

/** The `most` columns with the largest shares, largest first, equal ones in column order. NaN is missing. */
export function contributionsOf(row: Float64Array, baseline: Baseline, most: number): Contribution[] {
  const distances = row.map((value, c) =>
    robustDistance(value, baseline.medians[c] ?? 0, baseline.scales[c] ?? 0),
  );
  const total = distances.reduce((sum, distance) => sum + distance, 0);
  return Array.from(distances, (distance, column) => ({ column, share: total === 0 ? 0 : distance / total }))
    .sort((a, b) => b.share - a.share || a.column - b.column)
    .slice(0, most);
}
