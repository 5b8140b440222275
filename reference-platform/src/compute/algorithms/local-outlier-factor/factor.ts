import { copyRows, type FeatureMatrix, type Progress } from '../matrix.ts';
import { distinctRows, type DistinctRows } from './distinct-rows.ts';
import { KdTree } from './kd-tree.ts';
import { Neighbourhood, type Neighbours } from './neighbourhood.ts';

/** The training set as the local outlier factor needs it; one entry a distinct row. */
export interface DensityModel {
  readonly rows: DistinctRows;
  /** Neighbours that are looked for: the parameter, but never more than the other rows. */
  readonly neighbours: number;
  readonly kDistance: Float64Array;
  /** Local reachability density. */
  readonly density: Float64Array;
  /** Local outlier factor of the training rows, each without itself. */
  readonly factor: Float64Array;
}

/** Keeps the density of a point on top of its neighbours finite; the value that scikit-learn uses. */
const LEAST_REACH = 1e-10;
/** The most that a distance counts: squares of longer ones overflow. */
const LARGEST_REACH = 1e150;
const ROWS_BETWEEN_REPORTS = 64;

/**
 * Local outlier factors of a training set (Breunig, Kriegel, Ng and Sander 2000). The neighbourhood holds
 * every point at the k-distance, as in the paper; scikit-learn keeps exactly k and so depends on the row
 * order where distances tie.
 */
export function trainDensityModel(
  matrix: FeatureMatrix,
  fill: Float64Array,
  neighbours: number,
  progress: Progress,
): { model: DensityModel; raw: Float64Array } {
  const { distinct, indexOfRow } = distinctRows(matrix, fill);
  const wanted = Math.max(1, Math.min(neighbours, matrix.rowCount - 1));
  const tree = new KdTree(distinct);
  const found = new Neighbourhood();
  const kDistance = new Float64Array(distinct.count);
  const density = new Float64Array(distinct.count);
  const factor = new Float64Array(distinct.count);
  const lists: Neighbours[] = [];
  for (let point = 0; point < distinct.count; point += 1) {
    tree.search(distinct.values, point * distinct.width, wanted, point, found);
    lists.push(found.copy());
    kDistance[point] = reach(found.squared[found.size - 1] ?? 0);
    if (point % ROWS_BETWEEN_REPORTS === 0) progress(point / distinct.count);
  }
  lists.forEach((list, point) => {
    density[point] = localDensity(list, kDistance);
  });
  lists.forEach((list, point) => {
    factor[point] = outlierFactor(list, density, density[point] ?? 0);
  });
  progress(1);

  const raw = Float64Array.from(indexOfRow, (index) => factor[index] ?? 1);
  return { model: { rows: distinct, neighbours: wanted, kDistance, density, factor }, raw };
}

/**
 * Factors of rows against a training set. A row that equals a training row has that row's own factor
 * (found without itself); any other is placed among the training rows.
 */
export class DensityScorer {
  readonly #model: DensityModel;
  readonly #tree: KdTree;

  constructor(model: DensityModel) {
    this.#model = model;
    this.#tree = new KdTree(model.rows);
  }

  score(matrix: FeatureMatrix, fill: Float64Array, progress: Progress): Float64Array {
    const { neighbours, kDistance, density, factor } = this.#model;
    const raw = new Float64Array(matrix.rowCount);
    const row = new Float64Array(matrix.columns.length);
    const found = new Neighbourhood();
    for (let r = 0; r < matrix.rowCount; r += 1) {
      copyRows(matrix, fill, r, r + 1, row);
      this.#tree.search(row, 0, neighbours, -1, found);
      raw[r] =
        found.squared[0] === 0
          ? (factor[found.points[0] ?? 0] ?? 1)
          : outlierFactor(found, density, localDensity(found, kDistance));
      if (r % ROWS_BETWEEN_REPORTS === 0) progress(r / matrix.rowCount);
    }
    progress(1);
    return raw;
  }
}

function reach(squared: number): number {
  return Math.min(Math.sqrt(squared), LARGEST_REACH);
}

/** 1 / mean reachability distance (definition 6). */
function localDensity(found: Neighbours, kDistance: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < found.size; i += 1) {
    const distance = Math.max(kDistance[found.points[i] ?? 0] ?? 0, reach(found.squared[i] ?? 0));
    sum += distance * (found.occurrences[i] ?? 0);
  }
  return 1 / (sum / Math.max(found.total, 1) + LEAST_REACH);
}

/** Mean density of the neighbours over the own density (definition 7); 1 for a row without neighbours. */
function outlierFactor(found: Neighbours, density: Float64Array, own: number): number {
  if (found.total === 0) return 1;
  let sum = 0;
  for (let i = 0; i < found.size; i += 1) {
    sum += (density[found.points[i] ?? 0] ?? 0) * (found.occurrences[i] ?? 0);
  }
  return sum / found.total / own;
}
