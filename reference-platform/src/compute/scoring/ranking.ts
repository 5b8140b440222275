import { contributionsOf, typicalFor } from '../algorithms/contributions.ts';
import type { FeatureMatrix } from '../algorithms/matrix.ts';
import type { TrainedModel } from '../algorithms/model.ts';
import type { Scores } from '../algorithms/score.ts';
import { ANOMALY_NUMBERS, FEATURES_PER_ANOMALY } from './detection-files.ts';

/** Rows with a score above the threshold, highest first; equal scores by raw score, then in row order. */
export function rankAnomalies({ score, raw }: Scores, threshold: number): Float64Array {
  const anomalies = Float64Array.from(score.keys()).filter((r) => (score[r] ?? 0) > threshold);
  return anomalies.sort(
    (a, b) => (score[b] ?? 0) - (score[a] ?? 0) || (raw[b] ?? 0) - (raw[a] ?? 0) || a - b,
  );
}

/** Score, raw score and the features that contribute most to each anomaly, by rank, as the details file holds them. */
export function anomalyDetails(
  matrix: FeatureMatrix,
  model: TrainedModel,
  { score, raw }: Scores,
  anomalies: Float64Array,
): Float64Array {
  const details = new Float64Array(anomalies.length * ANOMALY_NUMBERS).fill(Number.NaN);
  const row = new Float64Array(matrix.columns.length);
  anomalies.forEach((rowIndex, rank) => {
    matrix.columns.forEach((column, c) => {
      row[c] = column[rowIndex] ?? Number.NaN;
    });
    const features = contributionsOf(row, typicalFor(model, row), FEATURES_PER_ANOMALY).flatMap(
      ({ column, share }) => [column, row[column] ?? Number.NaN, share],
    );
    details.set([score[rowIndex] ?? 0, raw[rowIndex] ?? 0, ...features], rank * ANOMALY_NUMBERS);
  });
  return details;
}
