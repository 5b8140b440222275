import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../test-data/random.ts';
import { mean, standardDeviation } from '../../../test-data/statistics.ts';

const draws = (seed: number, count: number): number[] => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, random.uniform);
};

describe('seededRandom', () => {
  it('gives the same stream for the same seed, and another for another', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.maxSafeNat(), (seed, other) => {
        fc.pre(seed !== other);
        expect(draws(seed, 20)).toEqual(draws(seed, 20));
        expect(draws(seed, 20)).not.toEqual(draws(other, 20));
      }),
    );
  });

  it('keeps the stream of seed 1 from release to release', () => {
    expect(draws(1, 3)).toMatchInlineSnapshot(`
      [
        0.20697284428037088,
        0.711192011605493,
        0.7379574614718617,
      ]
    `);
  });

  it('draws uniform values with the mean and spread of the uniform law', () => {
    const values = draws(7, 100_000);

    expect(Math.min(...values.slice(0, 10_000))).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values.slice(0, 10_000))).toBeLessThan(1);
    expect(mean(values)).toBeCloseTo(0.5, 2);
    expect(standardDeviation(values)).toBeCloseTo(1 / Math.sqrt(12), 2);
  });

  it('draws normal variates with the mean, spread and tails of the standard normal law', () => {
    const random = seededRandom(11);
    const values = Array.from({ length: 100_000 }, random.normal);

    expect(mean(values)).toBeCloseTo(0, 1);
    expect(standardDeviation(values)).toBeCloseTo(1, 1);
    // P(|Z| > 1.959964) = 0.05.
    expect(values.filter((value) => Math.abs(value) > 1.959964).length / values.length).toBeCloseTo(0.05, 2);
  });

  it('draws whole numbers over the whole range, both ends included', () => {
    const random = seededRandom(3);
    const drawn = new Set(Array.from({ length: 1_000 }, () => random.integer(-2, 2)));

    expect([...drawn].sort((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2]);
  });

  it('shuffles into a permutation and leaves the original alone', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.array(fc.integer()), (seed, items) => {
        const before = [...items];
        const shuffled = seededRandom(seed).shuffled(items);
        expect(items).toEqual(before);
        expect([...shuffled].sort()).toEqual([...before].sort());
      }),
    );
  });
});
