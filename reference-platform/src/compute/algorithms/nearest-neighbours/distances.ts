import type { FeatureMatrix, Progress } from '../matrix.ts';
import type { Neighbours } from '../neighbour-search/neighbourhood.ts';
import {
  eachNeighbourhood,
  neighbourScorer,
  type NeighbourScorer,
  reach,
  trainingSetOf,
  type TrainingSet,
} from '../neighbour-search/training-set.ts';

/** How the distances to the neighbours become one raw score. */
export type DistanceAggregation = 'largest' | 'mean' | 'median';

/** The training set as k nearest neighbours needs it; one entry a distinct row. */
export interface DistanceModel extends TrainingSet {
  /** Raw scores of the training rows, each without itself. */
  readonly own: Float64Array;
}

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
  const { set, indexOfRow } = trainingSetOf(matrix, fill, neighbours);
  const own = new Float64Array(set.rows.count);
  eachNeighbourhood(set, progress, (point, found) => {
    own[point] = aggregate(found, set.neighbours, aggregation);
  });
  progress(1);
  const raw = Float64Array.from(indexOfRow, (index) => own[index] ?? 0);
  return { model: { ...set, own }, raw };
}

/** Scores rows against a training set. A row that equals a training row has that row's own score. */
export function distanceScorer(model: DistanceModel, aggregation: DistanceAggregation): NeighbourScorer {
  return neighbourScorer(model, model.own, (found) => aggregate(found, model.neighbours, aggregation));
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
    distances.fill(reach(found.squared[i] ?? 0), filled, end);
    filled = end;
  }
  return distances;
}
