import type { StoredDataset } from '../../storage/index.ts';

/** Pearson correlations: `matrix[i][j]` in [−1, 1] between `columns[i]` and `columns[j]`. */
export interface Correlation {
  columns: string[];
  matrix: number[][];
}

/** Mean and standard deviation by which a column's values are made small before products of them are summed. */
export interface Scale {
  mean: number;
  stddev: number;
}

const BATCH = 8192;
/** Pairs of values looked at: about a second's work. A larger table is looked at in evenly spaced batches of rows. */
const MOST_PRODUCTS = 200_000_000;

/** Sums over the rows in which both values of a pair are present. */
class PairSums {
  #count = 0;
  #x = 0;
  #y = 0;
  #xx = 0;
  #yy = 0;
  #xy = 0;

  add(xs: Float64Array, ys: Float64Array): void {
    for (let row = 0; row < xs.length; row += 1) {
      const x = xs[row] ?? NaN;
      const y = ys[row] ?? NaN;
      const product = x * y;
      if (Number.isNaN(product)) continue;
      this.#count += 1;
      this.#x += x;
      this.#y += y;
      this.#xx += x * x;
      this.#yy += y * y;
      this.#xy += product;
    }
  }

  /** Pearson's r; 0 where one side does not vary, since it is not defined there. */
  get coefficient(): number {
    const n = this.#count;
    const r =
      (n * this.#xy - this.#x * this.#y) /
      Math.sqrt((n * this.#xx - this.#x * this.#x) * (n * this.#yy - this.#y * this.#y));
    return Number.isFinite(r) ? Math.max(-1, Math.min(1, r)) : 0;
  }
}

/**
 * The correlations between number columns, each over the rows in which both are present. `scales` holds each
 * column's mean and standard deviation. The diagonal is 1; a column that does not vary has 0 with the others.
 */
export async function correlate(
  dataset: StoredDataset,
  scales: ReadonlyMap<string, Scale>,
): Promise<Correlation> {
  const columns = [...scales.keys()];
  const sums = columns.map((_, i) => columns.slice(0, i).map(() => new PairSums()));
  const pairs = (columns.length * (columns.length - 1)) / 2;
  const batches = Math.ceil(dataset.rowCount / BATCH);
  const affordable = Math.max(1, Math.floor(MOST_PRODUCTS / (BATCH * Math.max(1, pairs))));
  const taken = pairs === 0 ? 0 : Math.min(batches, affordable);
  for (let batch = 0; batch < taken; batch += 1) {
    const start = Math.floor((batch * batches) / taken) * BATCH;
    const values: Float64Array[] = [];
    for (const [name, scale] of scales)
      values.push(standardised(await dataset.readNumericColumn(name, start, BATCH), scale));
    values.forEach((xs, i) => values.slice(0, i).forEach((ys, j) => sums[i]?.[j]?.add(xs, ys)));
  }
  const coefficient = (i: number, j: number): number =>
    sums[Math.max(i, j)]?.[Math.min(i, j)]?.coefficient ?? 0;
  const matrix = columns.map((_, i) => columns.map((__, j) => (i === j ? 1 : coefficient(i, j))));
  return { columns, matrix };
}

function standardised(values: Float64Array, { mean, stddev }: Scale): Float64Array {
  // A column that does not vary must give exactly 0, not what rounding its mean left over.
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] ?? NaN;
    values[row] = stddev === 0 ? value * 0 : (value - mean) / stddev;
  }
  return values;
}
