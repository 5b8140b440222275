import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clusteredTable } from '../../../test-data/clusters.ts';
import { toCsv } from '../../../test-data/csv.ts';
import { labelledTable } from '../../../test-data/labelled-table.ts';
import { largeTable } from '../../../test-data/large-table.ts';
import { mixedTable } from '../../../test-data/mixed-table.ts';
import { seededRandom } from '../../../test-data/random.ts';
import { mean, rocAuc, standardDeviation } from '../../../test-data/statistics.ts';
import { column } from '../../../test-data/table.ts';
import { timeSeries } from '../../../test-data/time-series.ts';
import { isolationForestScores } from './isolation-forest.ts';

const seeds = fc.maxSafeNat();
const positives = (labels: readonly number[]): number => labels.filter((label) => label === 1).length;

async function text(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const collected: Uint8Array[] = [];
  for await (const chunk of chunks) collected.push(chunk);
  return Buffer.concat(collected).toString();
}

describe('labelledTable', () => {
  it('has the asked shape, finite cells and exactly the asked share of anomalies', () => {
    fc.assert(
      fc.property(
        seeds,
        fc.integer({ min: 20, max: 300 }),
        fc.integer({ min: 1, max: 8 }),
        fc.double({ min: 0.01, max: 0.5, noNaN: true }),
        (seed, rows, features, contamination) => {
          const table = labelledTable({ seed, rows, features, contamination });

          expect(table.columns).toHaveLength(features);
          expect(table.rows).toHaveLength(rows);
          expect(table.rows.every((row) => row.length === features && row.every(Number.isFinite))).toBe(true);
          expect(table.labels).toHaveLength(rows);
          expect(positives(table.labels)).toBe(Math.max(1, Math.round(rows * contamination)));
        },
      ),
    );
  });

  it('gives the same bytes for the same seed, and others for another', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        expect(toCsv(labelledTable({ seed, rows: 30 }))).toBe(toCsv(labelledTable({ seed, rows: 30 })));
        expect(toCsv(labelledTable({ seed, rows: 30 }))).not.toBe(
          toCsv(labelledTable({ seed: seed + 1, rows: 30 })),
        );
      }),
    );
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('is separable by an isolation forest, seed %i', (seed) => {
    const table = labelledTable({ seed });

    const scores = isolationForestScores(table.rows, seededRandom(seed));

    expect(rocAuc(scores, table.labels)).toBeGreaterThanOrEqual(0.99);
  });

  it('is not separable once the labels are shuffled', () => {
    const table = labelledTable({ seed: 1 });

    const scores = isolationForestScores(table.rows, seededRandom(1));

    expect(rocAuc(scores, seededRandom(2).shuffled(table.labels))).toBeLessThan(0.7);
  });
});

describe('clusteredTable', () => {
  it('has exactly the asked number of scattered rows, each far from every cluster member', () => {
    fc.assert(
      fc.property(
        seeds,
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 0, max: 20 }),
        (seed, clusters, scattered) => {
          const table = clusteredTable({ seed, rows: 200, clusters, scattered });

          expect(table.rows).toHaveLength(200);
          expect(positives(table.labels)).toBe(scattered);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('gives the same bytes for the same seed, and others for another', () => {
    expect(toCsv(clusteredTable({ seed: 5 }))).toBe(toCsv(clusteredTable({ seed: 5 })));
    expect(toCsv(clusteredTable({ seed: 5 }))).not.toBe(toCsv(clusteredTable({ seed: 6 })));
  });
});

describe('timeSeries', () => {
  it('has hourly points and exactly the asked number of spikes, never two in a row', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 0, max: 20 }), (seed, anomalies) => {
        const series = timeSeries({ seed, points: 96, anomalies });
        const times = series.rows.map(([time]) => Date.parse(String(time)));

        expect(positives(series.labels)).toBe(anomalies);
        expect(new Set(times.slice(1).map((time, index) => time - (times[index] ?? 0)))).toEqual(
          new Set([3_600_000]),
        );
        expect(series.labels.some((label, index) => label === 1 && series.labels[index + 1] === 1)).toBe(
          false,
        );
      }),
    );
  });

  it('follows its trend and season: what is left is noise of unit variance, and the spikes', () => {
    const series = timeSeries({ seed: 9, points: 2_400, trend: 0.05, seasonLength: 24, anomalies: 10 });

    const residuals = series.rows.map(
      ([, value], t) => Number(value) - (100 + 0.05 * t + 10 * Math.sin((2 * Math.PI * t) / 24)),
    );
    const quiet = residuals.filter((_, t) => series.labels[t] === 0);
    const spikes = residuals.filter((_, t) => series.labels[t] === 1);

    expect(mean(quiet)).toBeCloseTo(0, 1);
    expect(standardDeviation(quiet)).toBeCloseTo(1, 1);
    expect(Math.min(...spikes.map(Math.abs))).toBeGreaterThan(Math.max(...quiet.map(Math.abs)));
  });

  it('gives the same bytes for the same seed, and others for another', () => {
    expect(toCsv(timeSeries({ seed: 5 }))).toBe(toCsv(timeSeries({ seed: 5 })));
    expect(toCsv(timeSeries({ seed: 5 }))).not.toBe(toCsv(timeSeries({ seed: 6 })));
  });
});

describe('largeTable', () => {
  it('streams exactly the asked rows, the same bytes each time it is read', async () => {
    const table = largeTable({ seed: 4, rows: 5_000, features: 3 });

    const first = await text(table);
    const second = await text(table);
    const lines = first.trimEnd().split('\n');

    expect(second).toBe(first);
    expect(lines).toHaveLength(5_001);
    expect(lines[0]).toBe('id,feature_1,feature_2,feature_3');
    expect(lines.at(-1)?.split(',')[0]).toBe('4999');
    expect(await text(largeTable({ seed: 5, rows: 5_000, features: 3 }))).not.toBe(first);
  });

  it('comes in chunks, so that its length does not set its memory', async () => {
    const sizes: number[] = [];
    for await (const chunk of largeTable({ seed: 4, rows: 20_000 })) sizes.push(chunk.length);

    expect(sizes.length).toBeGreaterThan(5);
    expect(Math.max(...sizes)).toBeLessThan(70 * 1024);
  });
});

describe('mixedTable', () => {
  it('has a column of each type, with every tenth amount missing', () => {
    const table = mixedTable({ seed: 2, rows: 100 });

    expect(column(table, 'amount').filter((cell) => cell === null)).toHaveLength(10);
    expect(column(table, 'merchant').filter((cell) => cell === null)).toHaveLength(4);
    expect(column(table, 'refunded').every((cell) => typeof cell === 'boolean')).toBe(true);
    expect(toCsv(mixedTable({ seed: 2, rows: 100 }))).toBe(toCsv(table));
    expect(toCsv(mixedTable({ seed: 3, rows: 100 }))).not.toBe(toCsv(table));
  });
});
