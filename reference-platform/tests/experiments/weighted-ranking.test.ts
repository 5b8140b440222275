import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/compute/algorithms/random.ts';
import { rankingMetrics } from '../../src/compute/analytics/ranking-metrics.ts';
import { rankRows, weightedMetrics } from '../../src/compute/analytics/weighted-ranking.ts';

const random = randomStream(7, 1);
const rows = 300;
/** Scores with many ties; one label in fifteen is missing. */
const scores = Float64Array.from({ length: rows }, () => Math.round(random() * 20) / 20);
const labels = Float64Array.from(scores, (score, row) =>
  row % 15 === 0 ? Number.NaN : Number(random() < score ** 2),
);

describe('weighted metrics', () => {
  it('are the plain ones where every row counts once', () => {
    const { rocAuc, averagePrecision, precision, recall, f1 } = rankingMetrics(scores, labels, 0.6) ?? {};

    const weighted = weightedMetrics(rankRows(scores, labels, 0.6), null);

    expect(weighted).toEqual({ rocAuc, averagePrecision, precision, recall, f1 });
  });

  it('are those of the table in which each row stands as often as it counts', () => {
    const weights = Uint32Array.from({ length: rows }, () => Math.floor(random() * 4));
    const repeated = [...weights].flatMap((weight, row) => new Array<number>(weight).fill(row));
    const plain = rankingMetrics(
      Float64Array.from(repeated, (row) => scores[row] ?? 0),
      Float64Array.from(repeated, (row) => labels[row] ?? 0),
      0.6,
    );

    const weighted = weightedMetrics(rankRows(scores, labels, 0.6), weights);

    expect(weighted?.rocAuc).toBeCloseTo(plain?.rocAuc ?? NaN, 12);
    expect(weighted?.averagePrecision).toBeCloseTo(plain?.averagePrecision ?? NaN, 12);
    expect(weighted?.precision).toBe(plain?.precision);
    expect(weighted?.recall).toBe(plain?.recall);
    expect(weighted?.f1).toBeCloseTo(plain?.f1 ?? NaN, 12);
  });

  it('are null where a class is absent, and zero where nothing is flagged', () => {
    const two = Float64Array.of(0.1, 0.9);

    expect(weightedMetrics(rankRows(two, Float64Array.of(0, 0), 0.5), null)).toBeNull();
    expect(weightedMetrics(rankRows(two, Float64Array.of(1, NaN), 0.5), null)).toBeNull();
    expect(weightedMetrics(rankRows(two, Float64Array.of(0, 1), 0.95), null)).toEqual({
      rocAuc: 1,
      averagePrecision: 1,
      precision: 0,
      recall: 0,
      f1: 0,
    });
  });
});
