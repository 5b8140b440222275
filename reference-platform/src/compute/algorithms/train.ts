import type { AlgorithmId, AlgorithmParameters } from '../protocol.ts';
import { measureBaseline, type Baseline } from './baseline.ts';
import { learnTails, tailScores } from './ecod/tails.ts';
import { halfSpaceScores, trainHalfSpaceTrees } from './half-space-trees/train.ts';
import { growForest } from './isolation-forest/grow.ts';
import { forestScores } from './isolation-forest/score.ts';
import { trainDensityModel } from './local-outlier-factor/factor.ts';
import type { FeatureMatrix, Progress } from './matrix.ts';
import type { ModelState, TrainedModel } from './model.ts';
import { trainDistanceModel } from './nearest-neighbours/distances.ts';
import {
  halfSpaceTreesParameters,
  isolationForestParameters,
  knnParameters,
  localOutlierFactorParameters,
  pcaParameters,
  robustZscoreParameters,
  seasonalResidualParameters,
} from './parameters.ts';
import { componentScores, learnComponents } from './principal-components/components.ts';
import { referenceOf } from './reference.ts';
import { robustZscores } from './robust-zscore.ts';
import { scoresOf, type Scores } from './score.ts';
import { learnSeasons, seasonalScores } from './seasonal-residual/residuals.ts';
import { quantileOfSorted } from './statistics.ts';

/** What to train, on what. */
export interface TrainingInput {
  readonly algorithm: AlgorithmId;
  readonly parameters: AlgorithmParameters;
  readonly contamination: number;
  readonly seed: number;
  readonly featureColumns: readonly string[];
  readonly matrix: FeatureMatrix;
}

/** The model, and the scores of the rows that it was trained on. */
export interface Trained {
  readonly model: TrainedModel;
  readonly scores: Scores;
}

/**
 * Trains a model. The same input gives the same model and the same scores, in whatever order the rows are; only
 * half_space_trees learns from the order, which stands for the time of a stream.
 */
export function train(input: TrainingInput, progress: Progress): Trained {
  const { matrix, contamination } = input;
  if (matrix.rowCount === 0) throw new Error('there are no rows to train on');
  const baseline = measureBaseline(matrix);
  progress(0.02);
  const { state, raw } = learn(input, baseline, (fraction) => progress(0.02 + 0.96 * fraction));
  const scores = scoresOf(input.algorithm, raw);
  const threshold = quantileOfSorted(Float64Array.from(scores.score).sort(), 1 - contamination);
  return {
    model: {
      featureColumns: input.featureColumns,
      parameters: input.parameters,
      contamination,
      seed: input.seed,
      trainedRows: matrix.rowCount,
      threshold,
      baseline,
      reference: referenceOf(matrix.columns, scores.score),
      state,
    },
    scores,
  };
}

function learn(
  { algorithm, parameters, matrix, seed }: TrainingInput,
  baseline: Baseline,
  progress: Progress,
): { state: ModelState; raw: Float64Array } {
  const fill = baseline.medians;
  const firstHalf: Progress = (fraction) => progress(fraction / 2);
  const secondHalf: Progress = (fraction) => progress(0.5 + fraction / 2);
  switch (algorithm) {
    case 'isolation_forest': {
      const size = isolationForestParameters(parameters);
      const forest = growForest(matrix, fill, size, seed, firstHalf);
      const raw = forestScores(matrix, fill, forest, secondHalf);
      return { state: { algorithm, forest }, raw };
    }
    case 'robust_zscore': {
      const { aggregation } = robustZscoreParameters(parameters);
      return { state: { algorithm }, raw: robustZscores(matrix, baseline, aggregation, progress) };
    }
    case 'local_outlier_factor': {
      const { neighbours } = localOutlierFactorParameters(parameters);
      const { model, raw } = trainDensityModel(matrix, fill, neighbours, progress);
      return { state: { algorithm, density: model }, raw };
    }
    case 'knn': {
      const { neighbours, aggregation } = knnParameters(parameters);
      const { model, raw } = trainDistanceModel(matrix, fill, neighbours, aggregation, progress);
      return { state: { algorithm, distances: model }, raw };
    }
    case 'ecod': {
      const tails = learnTails(matrix, fill);
      return { state: { algorithm, tails }, raw: tailScores(matrix, fill, tails, progress) };
    }
    case 'pca': {
      const { components: wanted, weighting } = pcaParameters(parameters);
      const components = learnComponents(matrix, fill, { wanted, weighting }, firstHalf);
      return { state: { algorithm, components }, raw: componentScores(matrix, fill, components, secondHalf) };
    }
    case 'seasonal_residual': {
      const model = learnSeasons(matrix, fill, seasonalResidualParameters(parameters).period, firstHalf);
      return { state: { algorithm, model }, raw: seasonalScores(matrix, fill, model, secondHalf) };
    }
    case 'half_space_trees': {
      const size = halfSpaceTreesParameters(parameters);
      const learnt = trainHalfSpaceTrees(matrix, baseline, size, seed, firstHalf);
      const raw = halfSpaceScores(matrix, baseline, learnt, secondHalf);
      return { state: { algorithm, ...learnt }, raw };
    }
  }
}
