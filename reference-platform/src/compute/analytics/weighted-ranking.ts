import type { CandidateMetrics } from '../protocol.ts';

/** Labelled rows sorted by score, prepared once so that each resample costs one pass. */
export interface Ranking {
  /** Row numbers, the highest score first; rows without a label are left out. */
  readonly order: Uint32Array;
  /** For each place in `order`: 1 where a run of equal scores ends there. */
  readonly ends: Uint8Array;
  readonly labels: Float64Array;
  /** Places in `order` before this one score above the threshold. */
  readonly flagged: number;
}

/** Sorts rows by score. `labels`: 1 anomaly, 0 normal, NaN unknown, by row. */
export function rankRows(scores: Float64Array, labels: Float64Array, threshold: number): Ranking {
  const order = Uint32Array.from(labels.keys()).filter((row) => !Number.isNaN(labels[row] ?? Number.NaN));
  order.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
  const ends = new Uint8Array(order.length);
  let flagged = 0;
  order.forEach((row, place) => {
    const next = order[place + 1];
    ends[place] = next === undefined || scores[next] !== scores[row] ? 1 : 0;
    if ((scores[row] ?? 0) > threshold) flagged += 1;
  });
  return { order, ends, labels, flagged };
}

/**
 * Figures of a ranking in which each row counts `weights[row]` times (once without weights); null where a class is
 * absent. ROC-AUC is the Mann–Whitney statistic with ties counting half; average precision is Σ (Rₙ − Rₙ₋₁)·Pₙ over
 * the distinct scores, as scikit-learn's `average_precision_score`; precision, recall and F1 are those of
 * `score > threshold`, 0 where nothing is below the line.
 */
export function weightedMetrics(
  { order, ends, labels, flagged }: Ranking,
  weights: Uint32Array | null,
): CandidateMetrics | null {
  let hits = 0;
  let misses = 0;
  let hitsHere = 0;
  let missesHere = 0;
  let pairs = 0;
  let area = 0;
  let flaggedHits = 0;
  let flaggedMisses = 0;
  for (let place = 0; place < order.length; place += 1) {
    const row = order[place] ?? 0;
    const weight = weights === null ? 1 : (weights[row] ?? 0);
    if (labels[row] === 1) hitsHere += weight;
    else missesHere += weight;
    if (ends[place] === 1) {
      pairs += missesHere * (hits + hitsHere / 2);
      hits += hitsHere;
      misses += missesHere;
      if (hitsHere > 0) area += (hitsHere * hits) / (hits + misses);
      hitsHere = 0;
      missesHere = 0;
    }
    if (place + 1 === flagged) {
      // The threshold never parts equal scores, so the run has just ended.
      flaggedHits = hits;
      flaggedMisses = misses;
    }
  }
  if (hits === 0 || misses === 0) return null;
  const precision = flaggedHits === 0 ? 0 : flaggedHits / (flaggedHits + flaggedMisses);
  const recall = flaggedHits / hits;
  return {
    rocAuc: pairs / (hits * misses),
    averagePrecision: area / hits,
    precision,
    recall,
    f1: (2 * flaggedHits) / (flaggedHits + flaggedMisses + hits),
  };
}
