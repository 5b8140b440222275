import { distinctRows, type DistinctRows } from '../local-outlier-factor/distinct-rows.ts';
import { KdTree } from '../local-outlier-factor/kd-tree.ts';
import { Neighbourhood, type Neighbours } from '../local-outlier-factor/neighbourhood.ts';
import { copyRows, type FeatureMatrix, type Progress } from '../matrix.ts';

/** How the distances to the neighbours become one raw score. */
export type DistanceAggregation = 'largest' | 'mean' | 'median';

/** The training set as k nearest neighbours needs it; one entry a distinct row. */
export interface DistanceModel {
  readonly rows: DistinctRows;
  /** Neighbours that are looked for: the parameter, but never more than the other rows. */
  readonly neighbours: number;
  /** Raw scores of the training rows, each without itself. */
  readonly own: Float64Array;
}

/** The most that a distance counts: squares of longer ones overflow. */
const LARGEST_REACH = 1e150;
const ROWS_BETWEEN_REPORTS = 64;

/**
 * Distance of each training row to its k nearest others (Ramaswamy, Rastogi and Shim 2000; mean: Angiulli and Pizzuti 2002),
 * Euclidean, columns as they are: what differs in scale weighs more.
 */
export function trainDistanceModel(
  matrix: FeatureMatrix,
  fill: Float64Array,
  neighbours: number,
  aggregation: DistanceAggregation,
  progress: Progress,
): { model: DistanceModel; raw: Float64Array } {
  const { distinct, indexOfRow } = distinctRows(matrix, fill);
  const wanted = Math.max(1, Math.min(neighbours, matrix.rowCount - 1));
  const tree = new KdTree(distinct);
  const found = new Neighbourhood();
  const own = new Float64Array(distinct.count);
  for (let point = 0; point < distinct.count; point += 1) {
    tree.search(distinct.values, point * distinct.width, wanted, point, found);
    own[point] = aggregate(found, wanted, aggregation);
    if (point % ROWS_BETWEEN_REPORTS === 0) progress(point / distinct.count);
  }
  progress(1);
  const raw = Float64Array.from(indexOfRow, (index) => own[index] ?? 0);
  return { model: { rows: distinct, neighbours: wanted, own }, raw };
}

/** Scores rows against a training set. A row that equals a training row has that row's own score. */
export class DistanceScorer {
  readonly #model: DistanceModel;
  readonly #aggregation: DistanceAggregation;
  readonly #tree: KdTree;

  constructor(model: DistanceModel, aggregation: DistanceAggregation) {
    this.#model = model;
    this.#aggregation = aggregation;
    this.#tree = new KdTree(model.rows);
  }

  score(matrix: FeatureMatrix, fill: Float64Array, progress: Progress): Float64Array {
    const { neighbours, own } = this.#model;
    const raw = new Float64Array(matrix.rowCount);
    const row = new Float64Array(matrix.columns.length);
    const found = new Neighbourhood();
    for (let r = 0; r < matrix.rowCount; r += 1) {
      copyRows(matrix, fill, r, r + 1, row);
      this.#tree.search(row, 0, neighbours, -1, found);
      raw[r] =
        found.squared[0] === 0
          ? (own[found.points[0] ?? 0] ?? 0)
          : aggregate(found, neighbours, this.#aggregation);
      if (r % ROWS_BETWEEN_REPORTS === 0) progress(r / matrix.rowCount);
    }
    progress(1);
    return raw;
  }
}

/** Of the `wanted` nearest occurrences: ties at the end of a neighbourhood may make it larger. 0 for none. */
function aggregate(found: Neighbours, wanted: number, aggregation: DistanceAggregation): number {
  const distances = nearest(found, wanted);
  if (distances.length === 0) return 0;
  if (aggregation === 'largest') return distances[distances.length - 1] ?? 0;
  if (aggregation === 'mean') return distances.reduce((sum, value) => sum + value, 0) / distances.length;
  const upper = distances.length >>> 1;
  const lower = (distances.length - 1) >>> 1;
  return ((distances[lower] ?? 0) + (distances[upper] ?? 0)) / 2;
}

/** The distances of the nearest occurrences, ascending, no more than `wanted`. */
function nearest(found: Neighbours, wanted: number): Float64Array {
  const distances = new Float64Array(Math.min(found.total, wanted));
  let filled = 0;
  for (let i = 0; i < found.size && filled < distances.length; i += 1) {
    const end = Math.min(filled + (found.occurrences[i] ?? 0), distances.length);
    distances.fill(Math.min(Math.sqrt(found.squared[i] ?? 0), LARGEST_REACH), filled, end);
    filled = end;
  }
  return distances;
}
