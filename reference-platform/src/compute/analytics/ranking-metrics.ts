import { rocAuc } from '../algorithms/quality.ts';

/** Rows by what they are and what they were taken for; an anomaly is the positive class. */
export interface Confusion {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly trueNegatives: number;
  readonly falseNegatives: number;
}

/** Quality of scores against labels; every ratio is in 0..1, and 0 where nothing is below its line. */
export interface RankingMetrics {
  readonly confusion: Confusion;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly rocAuc: number;
  readonly averagePrecision: number;
}

/**
 * All figures of scores (shape [n], finite) against labels (shape [n]: 1 anomaly, 0 normal, NaN unlabelled: does not
 * count). Precision, recall and F1 are those of `score > threshold`. Null where one of the two classes is absent.
 */
export function rankingMetrics(
  scores: Float64Array,
  labels: Float64Array,
  threshold: number,
): RankingMetrics | null {
  const confusion = confusionAt(scores, labels, threshold);
  const { truePositives, falsePositives, trueNegatives, falseNegatives } = confusion;
  if (truePositives + falseNegatives === 0 || falsePositives + trueNegatives === 0) return null;
  return {
    confusion,
    precision: ratio(truePositives, truePositives + falsePositives),
    recall: ratio(truePositives, truePositives + falseNegatives),
    f1: ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives),
    rocAuc: rocAuc(scores, labels),
    averagePrecision: averagePrecision(scores, labels),
  };
}

/** Counts the labelled rows by label and by `score > threshold`. */
export function confusionAt(scores: Float64Array, labels: Float64Array, threshold: number): Confusion {
  let [truePositives, falsePositives, trueNegatives, falseNegatives] = [0, 0, 0, 0];
  labels.forEach((label, row) => {
    if (Number.isNaN(label)) return;
    const flagged = (scores[row] ?? 0) > threshold;
    if (label === 1) {
      if (flagged) truePositives += 1;
      else falseNegatives += 1;
    } else if (flagged) falsePositives += 1;
    else trueNegatives += 1;
  });
  return { truePositives, falsePositives, trueNegatives, falseNegatives };
}

/**
 * Average precision Σ (Rₙ − Rₙ₋₁) Pₙ over the thresholds from the highest score down, without interpolation; rows of
 * equal score are one threshold, so that their order does not matter (as `average_precision_score` of scikit-learn).
 * NaN where there is no anomaly.
 */
export function averagePrecision(scores: Float64Array, labels: Float64Array): number {
  const rows = Uint32Array.from(labels.keys()).filter((row) => !Number.isNaN(labels[row] ?? Number.NaN));
  rows.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  let hits = 0;
  let sum = 0;
  for (let from = 0; from < rows.length;) {
    const score = scores[rows[from] ?? 0];
    let to = from;
    let hitsHere = 0;
    while (to < rows.length && scores[rows[to] ?? 0] === score) {
      if (labels[rows[to] ?? 0] === 1) hitsHere += 1;
      to += 1;
    }
    hits += hitsHere;
    sum += (hitsHere * hits) / to;
    from = to;
  }
  return sum / hits;
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
