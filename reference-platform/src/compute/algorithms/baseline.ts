import type { FeatureMatrix } from './matrix.ts';
import { quantileOfSorted, sortedPresent } from './statistics.ts';

/** Where the training values of each column lie: what missing values become, and what "far" means. */
export interface Baseline {
  /** Median of the present values of each column; 0 for a column without any. */
  readonly medians: Float64Array;
  /** 1.4826·MAD; where that is 0, 1.2533·mean absolute deviation; 0 for a constant column. */
  readonly scales: Float64Array;
}

/** Makes the MAD an estimate of the standard deviation of a normal distribution: 1/Φ⁻¹(3/4). */
const MAD_TO_SIGMA = 1.4826;
/** The same for the mean absolute deviation: √(π/2). */
const MEAN_DEVIATION_TO_SIGMA = 1.2533;
/** Distance of any other value from a constant column, and the most that any distance counts. */
export const LARGEST_DISTANCE = 1e9;

/** Robust location and scale of each training column (Iglewicz and Hoaglin 1993). */
export function measureBaseline(matrix: FeatureMatrix): Baseline {
  const medians = new Float64Array(matrix.columns.length);
  const scales = new Float64Array(matrix.columns.length);
  matrix.columns.forEach((column, c) => {
    const present = sortedPresent(column);
    if (present.length === 0) return;
    const median = quantileOfSorted(present, 0.5) + 0;
    const missing = column.length - present.length;
    medians[c] = median;
    scales[c] = scaleAround(median, present, missing);
  });
  return { medians, scales };
}

/** Missing values stand at the median, so they count as deviations of 0. */
function scaleAround(median: number, present: Float64Array, missing: number): number {
  const deviations = new Float64Array(present.length + missing);
  present.forEach((value, i) => {
    deviations[i] = Math.min(Math.abs(value - median), Number.MAX_VALUE);
  });
  deviations.sort();
  const mad = quantileOfSorted(deviations, 0.5);
  if (mad > 0) return Math.min(MAD_TO_SIGMA * mad, Number.MAX_VALUE);
  // Summed in ascending order, so that the order of the rows does not change the last bits.
  let sum = 0;
  for (const deviation of deviations) sum += deviation;
  return Math.min((MEAN_DEVIATION_TO_SIGMA * sum) / deviations.length, Number.MAX_VALUE);
}

/** |value − median| in units of the scale, 0..LARGEST_DISTANCE; 0 for a missing value. */
export function robustDistance(value: number, median: number, scale: number): number {
  if (Number.isNaN(value) || value === median) return 0;
  if (scale === 0) return LARGEST_DISTANCE;
  return Math.min(Math.abs(value - median) / scale, LARGEST_DISTANCE);
}
