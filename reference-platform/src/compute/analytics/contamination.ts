import type { StoredDataset } from '../../storage/index.ts';
import { medianAbsoluteDeviation, quantile } from './statistics.ts';

/** Rows whose modified z-score is above this are counted: Iglewicz and Hoaglin 1993, "How to detect outliers". */
const CUT_OFF = 3.5;
/** 1 / Φ⁻¹(3/4): makes the MAD of normal data an estimate of its standard deviation. */
const MAD_TO_SIGMA = 1.4826;
/** √(π/2): the same for the mean absolute deviation, taken where more than half of the values are equal. */
const MEAN_DEVIATION_TO_SIGMA = 1.2533;

/** Which rows are far out in at least one column; told of the columns one after the other. */
export class RobustOutliers {
  readonly #rows: Uint8Array;

  constructor(rowCount: number) {
    this.#rows = new Uint8Array(rowCount);
  }

  /** Marks the rows that are far out in this column: its values in row order (NaN = missing) and ascending. */
  add(values: Float64Array, sorted: Float64Array): void {
    if (sorted.length === 0) return;
    const median = quantile(sorted, 0.5);
    const mad = MAD_TO_SIGMA * medianAbsoluteDeviation(sorted, median);
    const sigma = mad > 0 ? mad : MEAN_DEVIATION_TO_SIGMA * meanAbsoluteDeviation(sorted, median);
    if (!(sigma > 0)) return;
    const limit = CUT_OFF * sigma;
    for (let row = 0; row < values.length; row += 1) {
      if (Math.abs((values[row] ?? NaN) - median) > limit) this.#rows[row] = 1;
    }
  }

  get share(): number {
    let count = 0;
    for (const mark of this.#rows) count += mark;
    return count / this.#rows.length;
  }
}

/** The share of rows labelled 1, or null where the dataset has no labels. */
export async function labelledShare(dataset: StoredDataset): Promise<number | null> {
  const labels = await dataset.readLabels();
  if (labels === null) return null;
  let count = 0;
  for (const label of labels) count += label;
  return count / labels.length;
}

function meanAbsoluteDeviation(sorted: Float64Array, median: number): number {
  let sum = 0;
  for (const value of sorted) sum += Math.abs(value - median) / sorted.length;
  return sum;
}
