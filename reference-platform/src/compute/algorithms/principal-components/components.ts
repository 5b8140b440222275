import { canonicalOrder } from '../canonical-order.ts';
import type { FeatureMatrix, Progress } from '../matrix.ts';
import { measureColumns, standardise, type StandardColumns } from './standard-columns.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

/** Whether a component counts by the share of the variance that it does not explain, or each the same. */
export type ComponentWeighting = 'variance' | 'none';

/** The principal components of a training set. */
export interface ComponentModel {
  readonly columns: StandardColumns;
  /** Row after row, one component each: unit vectors in standardised columns, the largest variance first. */
  readonly vectors: Float64Array;
  /** What the distance to each component is divided by. */
  readonly weights: Float64Array;
}

const BLOCK_ROWS = 1024;
/** Components of a smaller share of the variance are the rounding of dependent columns. */
const LEAST_SHARE = 1e-9;
/** Elements this close in size are equally large: which of them is the largest must not hang on rounding. */
const EQUAL_SIZE = 1e-9;

/** Finds the components of standardised columns: the `wanted` largest, all of them for 0. */
export function learnComponents(
  matrix: FeatureMatrix,
  fill: Float64Array,
  { wanted, weighting }: { wanted: number; weighting: ComponentWeighting },
  progress: Progress,
): ComponentModel {
  const width = matrix.columns.length;
  const columns = measureColumns(matrix, fill);
  const covariance = covarianceOf(matrix, fill, columns, (fraction) => progress(0.9 * fraction));
  const { values, vectors } = symmetricEigen(covariance, width, () => progress(0.9));
  const total = values.reduce((sum, value) => sum + Math.max(value, 0), 0);
  const kept = values.filter((value) => total > 0 && value / total > LEAST_SHARE);
  const count = Math.min(wanted === 0 ? width : wanted, kept.length);
  const components = vectors.slice(0, count * width);
  for (let j = 0; j < count; j += 1) orient(components.subarray(j * width, (j + 1) * width));
  progress(1);
  return {
    columns,
    vectors: components,
    weights: kept.slice(0, count).map((value) => (weighting === 'variance' ? value / total : 1)),
  };
}

/**
 * Raw scores as PyOD's PCA gives them: the sum over the components of the Euclidean distance between the standardised row and
 * the component (as a point), divided by the component's share of the variance (Shyu, Chen, Sarinnapakorn and Chang 2003 weigh
 * likewise), so that components of little variance count most.
 */
export function componentScores(
  matrix: FeatureMatrix,
  fill: Float64Array,
  { columns, vectors, weights }: ComponentModel,
  progress: Progress,
): Float64Array {
  const width = matrix.columns.length;
  const raw = new Float64Array(matrix.rowCount);
  const row = new Float64Array(width);
  for (let r = 0; r < raw.length; r += 1) {
    standardRow(matrix, fill, columns, r, row);
    let sum = 0;
    for (let j = 0; j < weights.length; j += 1) {
      let squares = 0;
      for (let c = 0; c < width; c += 1) squares += ((row[c] ?? 0) - (vectors[j * width + c] ?? 0)) ** 2;
      sum += Math.sqrt(squares) / (weights[j] ?? 1);
    }
    raw[r] = sum;
    if (r % BLOCK_ROWS === 0) progress(r / raw.length);
  }
  progress(1);
  return raw;
}

function standardRow(
  matrix: FeatureMatrix,
  fill: Float64Array,
  { means, deviations }: StandardColumns,
  r: number,
  target: Float64Array,
): void {
  for (let c = 0; c < target.length; c += 1) {
    const value = matrix.columns[c]?.[r] ?? Number.NaN;
    const present = Number.isNaN(value) ? (fill[c] ?? 0) : value;
    target[c] = standardise(present, means[c] ?? 0, deviations[c] ?? 0);
  }
}

/** Sums of products of the standardised columns, in the canonical order of the rows; no factor: only ratios count. */
function covarianceOf(
  matrix: FeatureMatrix,
  fill: Float64Array,
  columns: StandardColumns,
  progress: Progress,
): Float64Array {
  const width = matrix.columns.length;
  const covariance = new Float64Array(width * width);
  const row = new Float64Array(width);
  canonicalOrder(matrix, fill).forEach((r, position) => {
    standardRow(matrix, fill, columns, r, row);
    for (let i = 0; i < width; i += 1) {
      const own = row[i] ?? 0;
      for (let j = i; j < width; j += 1) {
        covariance[i * width + j] = (covariance[i * width + j] ?? 0) + own * (row[j] ?? 0);
      }
    }
    if (position % BLOCK_ROWS === 0) progress(position / matrix.rowCount);
  });
  for (let i = 0; i < width; i += 1) {
    for (let j = 0; j < i; j += 1) covariance[i * width + j] = covariance[j * width + i] ?? 0;
  }
  return covariance;
}

/** Turns a component so that its largest element is positive, the first of several, as scikit-learn does. */
function orient(vector: Float64Array): void {
  const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const first = vector.find((value) => Math.abs(value) >= largest - EQUAL_SIZE) ?? 0;
  if (first < 0) for (let i = 0; i < vector.length; i += 1) vector[i] = -(vector[i] ?? 0);
}
