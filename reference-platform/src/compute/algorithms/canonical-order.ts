import type { FeatureMatrix } from './matrix.ts';

/**
 * The rows in lexicographic order of their values, the first column first; missing values take the column's `fill`.
 * What is added up in this order does not depend on the order of the rows: equal rows are interchangeable.
 */
export function canonicalOrder(matrix: FeatureMatrix, fill: Float64Array): Uint32Array {
  const order = new Uint32Array(matrix.rowCount);
  for (let r = 0; r < order.length; r += 1) order[r] = r;
  const { columns } = matrix;
  return order.sort((a, b) => {
    for (let c = 0; c < columns.length; c += 1) {
      const column = columns[c];
      const left = column?.[a] ?? Number.NaN;
      const right = column?.[b] ?? Number.NaN;
      const difference =
        (Number.isNaN(left) ? (fill[c] ?? 0) : left) - (Number.isNaN(right) ? (fill[c] ?? 0) : right);
      // Two values too far apart differ by infinity, which sorts as well as any number.
      if (difference !== 0) return difference;
    }
    return 0;
  });
}
