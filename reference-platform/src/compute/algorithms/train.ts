import type { AlgorithmId, AlgorithmParameters } from '../protocol.ts';
import { measureBaseline, type Baseline } from './baseline.ts';
import { growForest } from './isolation-forest/grow.ts';
import { forestScores } from './isolation-forest/score.ts';
import { trainDensityModel } from './local-outlier-factor/factor.ts';
import type { FeatureMatrix, Progress } from './matrix.ts';
import type { ModelState, TrainedModel } from './model.ts';
import {
  isolationForestParameters,
  localOutlierFactorParameters,
  robustZscoreParameters,
} from './parameters.ts';
import { referenceOf } from './reference.ts';
import { robustZscores } from './robust-zscore.ts';
import { scoresOf, type Scores } from './score.ts';
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

/** Trains a model. The same input, in whatever row order, gives the same model and the same scores. */
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
  switch (algorithm) {
    case 'isolation_forest': {
      const size = isolationForestParameters(parameters);
      const forest = growForest(matrix, fill, size, seed, (fraction) => progress(fraction / 2));
      const raw = forestScores(matrix, fill, forest, (fraction) => progress(0.5 + fraction / 2));
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
  }
}
