import { noProgress, type FeatureMatrix } from '../../src/compute/algorithms/matrix.ts';
import { train, type Trained } from '../../src/compute/algorithms/train.ts';
import type { AlgorithmId, AlgorithmParameters } from '../../src/compute/protocol.ts';

/** The catalogue's defaults. */
export const defaults: Record<AlgorithmId, AlgorithmParameters> = {
  isolation_forest: { trees: 100, sampleSize: 256 },
  robust_zscore: { aggregation: 'max' },
  local_outlier_factor: { neighbours: 20 },
  knn: { neighbours: 5, aggregation: 'largest' },
  ecod: {},
  pca: { components: 0, weighting: 'variance' },
  seasonal_residual: { period: 0 },
  half_space_trees: { trees: 25, depth: 10, windowSize: 250 },
};

/** Those that take rows as a table: neither time nor order counts. */
export const algorithms: readonly AlgorithmId[] = [
  'isolation_forest',
  'robust_zscore',
  'local_outlier_factor',
  'knn',
  'ecod',
  'pca',
];

/** Trains with defaults, columns named c0, c1 …, contamination 0.05 and seed 42 unless told otherwise. */
export function trainOn(
  algorithm: AlgorithmId,
  matrix: FeatureMatrix,
  change: { parameters?: AlgorithmParameters; contamination?: number; seed?: number } = {},
): Trained {
  return train(
    {
      algorithm,
      parameters: change.parameters ?? defaults[algorithm],
      contamination: change.contamination ?? 0.05,
      seed: change.seed ?? 42,
      featureColumns: matrix.columns.map((_, c) => `c${c}`),
      matrix,
    },
    noProgress,
  );
}
