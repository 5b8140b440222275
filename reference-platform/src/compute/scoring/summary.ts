import { quantileOfSorted } from '../algorithms/statistics.ts';
import type { DetectResponse } from '../protocol.ts';

const BINS = 20;

/** Figures of the scores, and their histogram over the whole scale 0..1, so that two detections compare. */
export function summariseScores(score: Float64Array): Pick<DetectResponse, 'scores' | 'histogram'> {
  const sorted = Float64Array.from(score).sort();
  const counts = new Array<number>(BINS).fill(0);
  let sum = 0;
  for (const value of sorted) {
    sum += value;
    const bin = Math.min(Math.floor(value * BINS), BINS - 1);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return {
    scores: {
      min: sorted[0] ?? 0,
      max: sorted[sorted.length - 1] ?? 0,
      mean: sorted.length === 0 ? 0 : sum / sorted.length,
      p50: quantileOfSorted(sorted, 0.5),
      p95: quantileOfSorted(sorted, 0.95),
      p99: quantileOfSorted(sorted, 0.99),
    },
    histogram: { edges: Array.from({ length: BINS + 1 }, (_, i) => i / BINS), counts },
  };
}
