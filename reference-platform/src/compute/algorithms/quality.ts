import type { QualityMetrics } from '../protocol.ts';

/**
 * Quality of scores against labels (1 anomaly, 0 normal; rows without a label, NaN, do not count).
 * Precision, recall and F1 are those of `score > threshold`; a ratio with nothing below the line is 0.
 * Null where one of the two classes is absent.
 */
export function qualityOf(
  scores: Float64Array,
  labels: Float64Array,
  threshold: number,
): QualityMetrics | null {
  let positives = 0;
  let negatives = 0;
  let flagged = 0;
  let hits = 0;
  labels.forEach((label, r) => {
    if (Number.isNaN(label)) return;
    const isFlagged = (scores[r] ?? 0) > threshold;
    if (label === 1) positives += 1;
    else negatives += 1;
    if (isFlagged) flagged += 1;
    if (isFlagged && label === 1) hits += 1;
  });
  if (positives === 0 || negatives === 0) return null;
  const precision = flagged === 0 ? 0 : hits / flagged;
  const recall = hits / positives;
  return {
    rocAuc: rocAuc(scores, labels),
    precision,
    recall,
    f1: hits === 0 ? 0 : (2 * precision * recall) / (precision + recall),
  };
}

/**
 * Area under the ROC curve as the Mann–Whitney statistic: the share of pairs of an anomaly and a normal
 * row in which the anomaly scores higher, a tie counting half. NaN where a class is absent.
 */
export function rocAuc(scores: Float64Array, labels: Float64Array): number {
  const labelled = Uint32Array.from(labels.keys()).filter((r) => !Number.isNaN(labels[r] ?? Number.NaN));
  labelled.sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0));
  let positives = 0;
  let rankSum = 0;
  for (let from = 0; from < labelled.length;) {
    let to = from;
    let positivesHere = 0;
    while (to < labelled.length && scores[labelled[to] ?? 0] === scores[labelled[from] ?? 0]) {
      if (labels[labelled[to] ?? 0] === 1) positivesHere += 1;
      to += 1;
    }
    positives += positivesHere;
    rankSum += (positivesHere * (from + 1 + to)) / 2;
    from = to;
  }
  const negatives = labelled.length - positives;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}
