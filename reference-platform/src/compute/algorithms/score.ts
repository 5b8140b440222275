import type { AlgorithmId } from '../protocol.ts';
import { tailScores } from './ecod/tails.ts';
import { halfSpaceScores } from './half-space-trees/train.ts';
import { forestScores } from './isolation-forest/score.ts';
import { densityScorer } from './local-outlier-factor/factor.ts';
import type { FeatureMatrix, Progress } from './matrix.ts';
import type { TrainedModel } from './model.ts';
import { distanceScorer } from './nearest-neighbours/distances.ts';
import { knnParameters, robustZscoreParameters } from './parameters.ts';
import { componentScores } from './principal-components/components.ts';
import { robustZscores } from './robust-zscore.ts';
import { seasonalScores } from './seasonal-residual/residuals.ts';

/** Raw scores (higher is more anomalous) and the same on the scale 0..1, by row. */
export interface Scores {
  readonly raw: Float64Array;
  readonly score: Float64Array;
}

/** Scores rows whose columns stand in the order of the model's feature columns. */
export interface Scorer {
  readonly model: TrainedModel;
  score(matrix: FeatureMatrix, progress: Progress): Scores;
}

/** Puts raw scores on the scale 0..1: an isolation forest's are there already, the others by raw/(1 + raw). */
export function scoresOf(algorithm: AlgorithmId, raw: Float64Array): Scores {
  return { raw, score: algorithm === 'isolation_forest' ? raw : raw.map((value) => value / (1 + value)) };
}

/** Prepares a model for scoring (a search tree where it needs one), to be used many times. */
export function scorerOf(model: TrainedModel): Scorer {
  const rawScores = rawScorerOf(model);
  return {
    model,
    score: (matrix, progress) => {
      if (matrix.columns.length !== model.featureColumns.length) {
        throw new Error(
          `rows have ${matrix.columns.length} columns, the model ${model.featureColumns.length}`,
        );
      }
      return scoresOf(model.state.algorithm, rawScores(matrix, progress));
    },
  };
}

function rawScorerOf(model: TrainedModel): (matrix: FeatureMatrix, progress: Progress) => Float64Array {
  const { state, baseline } = model;
  switch (state.algorithm) {
    case 'isolation_forest':
      return (matrix, progress) => forestScores(matrix, baseline.medians, state.forest, progress);
    case 'robust_zscore': {
      const { aggregation } = robustZscoreParameters(model.parameters);
      return (matrix, progress) => robustZscores(matrix, baseline, aggregation, progress);
    }
    case 'local_outlier_factor': {
      const score = densityScorer(state.density);
      return (matrix, progress) => score(matrix, baseline.medians, progress);
    }
    case 'knn': {
      const score = distanceScorer(state.distances, knnParameters(model.parameters).aggregation);
      return (matrix, progress) => score(matrix, baseline.medians, progress);
    }
    case 'ecod':
      return (matrix, progress) => tailScores(matrix, baseline.medians, state.tails, progress);
    case 'pca':
      return (matrix, progress) => componentScores(matrix, baseline.medians, state.components, progress);
    case 'seasonal_residual':
      return (matrix, progress) => seasonalScores(matrix, baseline.medians, state.model, progress);
    case 'half_space_trees':
      return (matrix, progress) => halfSpaceScores(matrix, baseline, state, progress);
  }
}
