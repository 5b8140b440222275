/** Numeric columns of equal length; NaN marks a missing value, every other value is finite. */
export interface FeatureMatrix {
  readonly rowCount: number;
  readonly columns: readonly Float64Array[];
}

/**
 * Told how far a long computation is, 0..1, every few milliseconds. It may throw to abandon the work
 * (that is how a cancelled job stops).
 */
export type Progress = (fraction: number) => void;

/** For callers that do not care how far the work is. */
export const noProgress: Progress = () => undefined;

/** Rows (each as wide as the first) as columns; null becomes missing. */
export function matrixFromRows(rows: readonly (readonly (number | null)[])[]): FeatureMatrix {
  const width = rows[0]?.length ?? 0;
  const columns = Array.from({ length: width }, () => new Float64Array(rows.length));
  rows.forEach((row, r) => {
    columns.forEach((column, c) => {
      column[r] = row[c] ?? Number.NaN;
    });
  });
  return { rowCount: rows.length, columns };
}

/**
 * Copies rows `from`..`to` (exclusive) into `target`, row after row, missing values replaced by the
 * column's `fill`. A block of rows side by side is what the scorers' inner loops read fastest.
 */
export function copyRows(
  matrix: FeatureMatrix,
  fill: Float64Array,
  from: number,
  to: number,
  target: Float64Array,
): void {
  const width = matrix.columns.length;
  matrix.columns.forEach((column, c) => {
    const replacement = fill[c] ?? 0;
    for (let r = from, at = c; r < to; r += 1, at += width) {
      const value = column[r] ?? Number.NaN;
      // Adding 0 turns −0 into 0, so that equal rows are equal to the last bit.
      target[at] = (Number.isNaN(value) ? replacement : value) + 0;
    }
  });
}
