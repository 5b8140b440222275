import type { FeatureMatrix } from '../../src/compute/algorithms/matrix.ts';
import { randomStream } from '../../src/compute/algorithms/random.ts';

/** A normal cloud with a share of rows far from it, which are labelled 1. The same seed, the same table. */
export function labelledTable(
  rowCount: number,
  width: number,
  anomalyShare: number,
  seed: number,
): { matrix: FeatureMatrix; labels: Float64Array } {
  const random = randomStream(seed, 0);
  const columns = Array.from({ length: width }, () => new Float64Array(rowCount));
  const labels = new Float64Array(rowCount);
  for (let r = 0; r < rowCount; r += 1) {
    const anomalous = random() < anomalyShare;
    labels[r] = anomalous ? 1 : 0;
    for (const column of columns) {
      column[r] = anomalous ? (random() < 0.5 ? -1 : 1) * (5 + 5 * random()) : normal(random);
    }
  }
  return { matrix: { rowCount, columns }, labels };
}

/** The rows of a table in another order: row i of the result is row `order[i]`. */
export function reorder(matrix: FeatureMatrix, order: readonly number[]): FeatureMatrix {
  return {
    rowCount: order.length,
    columns: matrix.columns.map((column) => Float64Array.from(order, (r) => column[r] ?? Number.NaN)),
  };
}

/** A permutation of 0..length−1 (Fisher–Yates). */
export function permutation(length: number, seed: number): number[] {
  const random = randomStream(seed, 1);
  const order = Array.from({ length }, (_, i) => i);
  for (let left = length - 1; left > 0; left -= 1) {
    const pick = Math.floor(random() * (left + 1));
    const moved = order[left] ?? 0;
    order[left] = order[pick] ?? 0;
    order[pick] = moved;
  }
  return order;
}

/** Each row of the table, its columns changed by `change`. */
export function mapColumns(
  matrix: FeatureMatrix,
  change: (value: number, column: number) => number,
): FeatureMatrix {
  return {
    rowCount: matrix.rowCount,
    columns: matrix.columns.map((column, c) => column.map((value) => change(value, c))),
  };
}

/** Box–Muller. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
