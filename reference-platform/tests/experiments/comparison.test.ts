import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/compute/algorithms/random.ts';
import { compareCandidates } from '../../src/compute/experiments/comparison.ts';

const silent = () => undefined;

/** Scores of 200 anomalies and 800 normal rows; `hits` of the anomalies lie above 0.5, and no normal row does. */
function scoresWith(hits: number): { scores: Float64Array; labels: Float64Array } {
  const random = randomStream(hits, 1);
  const labels = Float64Array.from({ length: 1000 }, (_, row) => (row < 200 ? 1 : 0));
  const scores = Float64Array.from(labels, (_, row) => (row < hits ? 0.6 : 0.4) + random() / 100);
  return { scores, labels };
}

describe('the comparison of candidates', () => {
  it('gives recall the interval of a binomial share', () => {
    const { scores, labels } = scoresWith(120);

    const { rankings } = compareCandidates(
      { kind: 'compare', seed: 1, labels, candidates: [{ position: 0, scores, threshold: 0.5 }] },
      silent,
    );

    const [entry] = rankings.recall ?? [];
    const standardError = Math.sqrt((0.6 * 0.4) / 200);
    expect(entry?.value).toBe(0.6);
    // 400 resamples know the ends of the interval to about a tenth of its width.
    expect(entry?.interval?.lower).toBeGreaterThan(0.6 - 1.96 * 1.2 * standardError);
    expect(entry?.interval?.lower).toBeLessThan(0.6 - 1.96 * 0.8 * standardError);
    expect(entry?.interval?.upper).toBeGreaterThan(0.6 + 1.96 * 0.8 * standardError);
    expect(entry?.interval?.upper).toBeLessThan(0.6 + 1.96 * 1.2 * standardError);
  });

  it('measures the candidates on the same resamples: what two share does not widen their difference', () => {
    const better = scoresWith(120);
    const worse = scoresWith(110);

    const { rankings } = compareCandidates(
      {
        kind: 'compare',
        seed: 1,
        labels: better.labels,
        candidates: [
          { position: 4, scores: worse.scores, threshold: 0.5 },
          { position: 7, scores: better.scores, threshold: 0.5 },
        ],
      },
      silent,
    );

    const [first, second] = rankings.recall ?? [];
    expect(first).toMatchObject({ rank: 1, position: 7, significant: null });
    // Only the ten rows that one of them misses make a difference: 10 of 200, give or take √10 of 200.
    expect(second).toMatchObject({ rank: 2, position: 4, significant: true });
    expect(second?.difference).toBeCloseTo(-0.05, 12);
    expect(second?.differenceInterval?.lower).toBeGreaterThan(-0.05 - (2.6 * Math.sqrt(10)) / 200);
    expect(second?.differenceInterval?.upper).toBeLessThan(-0.05 + (2.6 * Math.sqrt(10)) / 200);
  });

  it('calls a difference that chance explains not significant', () => {
    const one = scoresWith(120);
    const random = randomStream(9, 9);
    // The same hits, but other rows: 60 of the anomalies are found by one of the two only.
    const other = Float64Array.from(
      one.scores,
      (_, row) => (row >= 79 && row < 200 ? 0.6 : 0.4) + random() / 100,
    );

    const { rankings } = compareCandidates(
      {
        kind: 'compare',
        seed: 1,
        labels: one.labels,
        candidates: [
          { position: 0, scores: one.scores, threshold: 0.5 },
          { position: 1, scores: other, threshold: 0.5 },
        ],
      },
      silent,
    );

    expect(rankings.recall?.[1]).toMatchObject({ position: 0, significant: false });
  });

  it('ranks by agreement alone where there are no labels', () => {
    const scores = Float64Array.of(1, 2, 3, 4);
    const same = Float64Array.of(10, 20, 30, 40);
    const opposite = Float64Array.of(4, 3, 2, 1);

    const { labelled, rankings, agreement } = compareCandidates(
      {
        kind: 'compare',
        seed: 1,
        labels: null,
        candidates: [scores, same, opposite].map((each, position) => ({
          position,
          scores: each,
          threshold: 0,
        })),
      },
      silent,
    );

    expect(labelled).toBe(false);
    expect(Object.keys(rankings)).toEqual(['agreement']);
    expect(agreement.matrix[0]?.map((value) => Math.round(value * 1e9) / 1e9)).toEqual([1, 1, -1]);
    expect(rankings.agreement.map(({ position, interval }) => [position, interval])).toEqual([
      [0, null],
      [1, null],
      [2, null],
    ]);
  });
});
