import { copyRows, type FeatureMatrix } from '../matrix.ts';

/**
 * The distinct rows of a table in one canonical (lexicographic) order, and how often each occurs.
 * Everything computed on them is by construction independent of the order of the rows.
 */
export interface DistinctRows {
  readonly width: number;
  readonly count: number;
  /** Row after row: value of column c of distinct row i at i · width + c. */
  readonly values: Float64Array;
  readonly occurrences: Uint32Array;
}

/** Finds the distinct rows; `indexOfRow` leads from a row of the table to its distinct row. */
export function distinctRows(
  matrix: FeatureMatrix,
  fill: Float64Array,
): { distinct: DistinctRows; indexOfRow: Uint32Array } {
  const width = matrix.columns.length;
  const all = new Float64Array(matrix.rowCount * width);
  copyRows(matrix, fill, 0, matrix.rowCount, all);
  const order = Uint32Array.from({ length: matrix.rowCount }, (_, r) => r);
  order.sort((a, b) => compareRows(all, width, a, b));

  const values = new Float64Array(all.length);
  const occurrences = new Uint32Array(matrix.rowCount);
  const indexOfRow = new Uint32Array(matrix.rowCount);
  let count = 0;
  order.forEach((row, position) => {
    const previous = order[position - 1];
    if (previous === undefined || compareRows(all, width, previous, row) !== 0) {
      values.set(all.subarray(row * width, (row + 1) * width), count * width);
      count += 1;
    }
    occurrences[count - 1] = (occurrences[count - 1] ?? 0) + 1;
    indexOfRow[row] = count - 1;
  });
  return {
    distinct: {
      width,
      count,
      values: values.slice(0, count * width),
      occurrences: occurrences.slice(0, count),
    },
    indexOfRow,
  };
}

function compareRows(values: Float64Array, width: number, a: number, b: number): number {
  for (let c = 0; c < width; c += 1) {
    const left = values[a * width + c] ?? 0;
    const right = values[b * width + c] ?? 0;
    if (left < right) return -1;
    if (left > right) return 1;
  }
  return 0;
}
