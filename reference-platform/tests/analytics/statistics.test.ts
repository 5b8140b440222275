import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ContentHashes } from '../../src/compute/analytics/content-hash.ts';
import { presentValues, sortCooperatively } from '../../src/compute/analytics/cooperative-sort.ts';
import {
  distinctCount,
  histogram,
  medianAbsoluteDeviation,
  moments,
  quantile,
} from '../../src/compute/analytics/statistics.ts';

const sorted = (...values: number[]): Float64Array => Float64Array.from(values).sort();

describe('the figures of a column', () => {
  it.each([
    [0, 1],
    [0.05, 1.15],
    [0.25, 1.75],
    [0.5, 2.5],
    [0.99, 3.97],
    [1, 4],
  ])('interpolates the quantile %d of 1, 2, 3, 4 as %d (type 7)', (p, value) => {
    expect(quantile(sorted(1, 2, 3, 4), p)).toBeCloseTo(value, 12);
  });

  it('does not overflow between the ends of float64', () => {
    const values = sorted(-1.7e308, 1.7e308);

    expect(quantile(values, 0.5)).toBe(0);
    expect(moments(values)).toEqual({ mean: 0, stddev: null });
    expect(histogram(values, 20).counts).toEqual([1, ...new Array<number>(18).fill(0), 1]);
  });

  it('has the deviation of a sample (n − 1), and none of a single value', () => {
    expect(moments(sorted(2, 4, 4, 4, 5, 5, 7, 9))).toEqual({ mean: 5, stddev: Math.sqrt(32 / 7) });
    expect(moments(sorted(3))).toEqual({ mean: 3, stddev: null });
  });

  it('puts the greatest value into the last bin, and a value on an edge into the upper bin', () => {
    expect(histogram(sorted(0, 1, 2, 3, 4), 4)).toEqual({ edges: [0, 1, 2, 3, 4], counts: [1, 1, 1, 2] });
  });

  it('gives a single value bins around it', () => {
    const { edges, counts } = histogram(sorted(7, 7), 2);

    expect(edges).toEqual([6.5, 7, 7.5]);
    expect(counts).toEqual([0, 2]);
  });

  it('counts 0 and −0 as one value', () => {
    expect(distinctCount(sorted(-0, 0, 1, 1))).toBe(2);
  });

  it('finds the same median absolute deviation as sorting the deviations does', () => {
    const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(values, (list) => {
        const ordered = sorted(...list);
        const median = quantile(ordered, 0.5);
        const deviations = sorted(...list.map((value) => Math.abs(value - median)));
        expect(medianAbsoluteDeviation(ordered, median)).toBe(quantile(deviations, 0.5));
      }),
    );
  });

  it('sorts more values than fit one run as the built-in sort does', async () => {
    let state = 1;
    const values = Float64Array.from({ length: 400_001 }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state % 100_000;
    });

    expect(await sortCooperatively(values.slice())).toEqual(values.slice().sort());
  });

  it('leaves out missing values', () => {
    expect(presentValues(Float64Array.from([NaN, 1, NaN, -Infinity]))).toEqual(
      Float64Array.from([1, -Infinity]),
    );
  });
});

describe('content hashes', () => {
  it('are equal for equal rows only', () => {
    const rows: (string | number | null)[][] = [
      [1, 'a'],
      [1, 'b'],
      [-1, 'a'],
      [1, null],
      [1, ''],
      [NaN, 'a'],
      [0, 'a'],
    ];
    const hashes = new ContentHashes(rows.length * 2);
    [...rows, ...rows].forEach((cells, row) => {
      for (const cell of cells) {
        if (typeof cell === 'number') hashes.addNumber(row, row < rows.length && cell === 0 ? -0 : cell);
        else hashes.addText(row, cell);
      }
    });

    const values = Array.from(hashes.values());

    expect(values.slice(0, rows.length)).toEqual(values.slice(rows.length));
    expect(new Set(values).size).toBe(rows.length);
  });

  it('do not collide among 200,000 consecutive numbers', () => {
    const hashes = new ContentHashes(200_000);
    for (let row = 0; row < 200_000; row += 1) hashes.addNumber(row, row);

    expect(distinctCount(hashes.values().sort())).toBe(200_000);
  });
});
