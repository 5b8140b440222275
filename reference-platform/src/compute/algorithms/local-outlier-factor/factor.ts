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

/** The training set as the local outlier factor needs it; one entry a distinct row. */
export interface DensityModel extends TrainingSet {
  readonly kDistance: Float64Array;
  /** Local reachability density. */
  readonly density: Float64Array;
  /** Local outlier factor of the training rows, each without itself. */
  readonly factor: Float64Array;
}

/** Keeps the density of a point on top of its neighbours finite; the value that scikit-learn uses. */
const LEAST_REACH = 1e-10;

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
  const { set, indexOfRow } = trainingSetOf(matrix, fill, neighbours);
  const kDistance = new Float64Array(set.rows.count);
  const density = new Float64Array(set.rows.count);
  const factor = new Float64Array(set.rows.count);
  const lists: Neighbours[] = [];
  eachNeighbourhood(set, progress, (point, found) => {
    lists.push(found.copy());
    kDistance[point] = reach(found.squared[found.size - 1] ?? 0);
  });
  lists.forEach((list, point) => {
    density[point] = localDensity(list, kDistance);
  });
  lists.forEach((list, point) => {
    factor[point] = outlierFactor(list, density, density[point] ?? 0);
  });
  progress(1);

  const raw = Float64Array.from(indexOfRow, (index) => factor[index] ?? 1);
  return { model: { ...set, kDistance, density, factor }, raw };
}

/**
 * Factors of rows against a training set. A row that equals a training row has that row's own factor
 * (found without itself); any other is placed among the training rows.
 */
export function densityScorer(model: DensityModel): NeighbourScorer {
  const { kDistance, density, factor } = model;
  return neighbourScorer(model, factor, (found) =>
    outlierFactor(found, density, localDensity(found, kDistance)),
  );
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
