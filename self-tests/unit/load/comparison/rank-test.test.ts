import { describe, expect, it } from 'vitest';
import { rankTest } from '../../../../load/comparison/rank-test.ts';

// Permeability of chorioamnion: Hollander and Wolfe, Nonparametric Statistical Methods, the example of R's wilcox.test.
const X = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
const Y = [1.15, 0.88, 0.9, 0.74, 1.21];

const factor = (values: readonly number[], by: number): number[] => values.map((value) => value * by);

describe('the rank test', () => {
  it('gives the p-value of the book', () => {
    // W = 35; wilcox.test(x, y)$p.value is 0.2544123.
    expect(rankTest(X, Y).pValue).toBeCloseTo(0.2544123, 6);
    expect(rankTest(Y, X).pValue).toBeCloseTo(0.2544123, 6);
  });

  it('gives the exact chance of two samples that lie apart: two of all orders', () => {
    const apart = rankTest([1, 2, 3, 4, 5, 6], [11, 12, 13, 14, 15, 16]);

    // 2 / C(12, 6)
    expect(apart.pValue).toBeCloseTo(2 / 924, 12);
  });

  it('estimates a factor by the median of all quotients', () => {
    expect(rankTest([1, 2, 4], [2, 4, 8], 0.8).ratio).toBeCloseTo(2, 12);
    expect(rankTest(X, factor(X, 1.3)).ratio).toBeCloseTo(1.3, 1);
  });

  it('gives the interval of the book: from the C-th smallest to the C-th largest quotient', () => {
    const first = [1, 10, 100, 1_000, 10_000];
    const quotients = first.flatMap((a) => first.map((b) => b / a)).sort((a, b) => a - b);

    // qwilcox(0.025, 5, 5) is 3.
    expect(rankTest(first, first, 0.95).interval).toEqual([quotients[2], quotients[22]]);
  });

  it('holds the true factor as often as it says', () => {
    let held = 0;
    for (let trial = 0; trial < 400; trial += 1) {
      const draw = (n: number): number[] =>
        Array.from({ length: 10 }, (_, index) => 1 + fraction(trial * 131 + n * 7_919 + index * 613));
      const [low, high] = rankTest(draw(1), factor(draw(2), 1.5), 0.95).interval;
      if (low <= 1.5 && high >= 1.5) held += 1;
    }

    // Three standard errors of 400 trials around 95 %, and the interval of whole ranks is a little wider.
    expect(held / 400).toBeGreaterThan(0.917);
  });

  it('treats equal samples as equal', () => {
    expect(rankTest([5, 5, 5, 5, 5, 5], [5, 5, 5, 5, 5, 5])).toEqual({
      pValue: 1,
      ratio: 1,
      interval: [1, 1],
    });
  });

  it.each([
    ['samples too small for the confidence', [1, 2], [3, 4], '99 % confidence'],
    ['a value of 0', [0, 1, 2, 3, 4, 5], [1, 2, 3, 4, 5, 6], 'above 0'],
    ['no value', [Number.NaN, 1, 2, 3, 4, 5], [1, 2, 3, 4, 5, 6], 'above 0'],
  ])('refuses %s', (_fault, first, second, reason) => {
    expect(() => rankTest(first, second)).toThrow(reason);
  });
});

/** A number from 0 to 1 that looks like chance and is the same each time. */
function fraction(seed: number): number {
  const value = Math.sin(seed) * 43_758.5453;
  return value - Math.floor(value);
}
