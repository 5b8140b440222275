import { describe, expect, it } from 'vitest';
import { coOccurrence } from '../../src/control/patterns/co-occurrence.ts';

describe('co-occurrence', () => {
  it('gives Fisher’s tea tasting its one-sided probability', () => {
    // Eight cups, four of each kind, three guessed right: (C(4,3)·C(4,1) + 1) / C(8,4) = 17/70.
    const tea = coOccurrence(8, 4, 4, 3);

    expect(tea.pValue).toBeCloseTo(17 / 70, 12);
    expect(tea.expected).toBe(2);
    expect(tea.lift).toBe(1.5);
  });

  it('gives certainty where both things are in every window', () => {
    expect(coOccurrence(5, 5, 5, 5)).toMatchObject({ pValue: 1, lift: 1 });
  });

  it('counts only tables that can be', () => {
    // Seven and six of ten share three at least, so chance gives at least one with certainty.
    expect(coOccurrence(10, 7, 6, 1).pValue).toBeCloseTo(1, 12);
  });

  it('agrees with exact fractions beyond the table of factorials', () => {
    // One window of a hundred thousand each, and the same one: 1 / 100,000.
    expect(coOccurrence(100_000, 1, 1, 1).pValue).toBeCloseTo(1e-5, 14);
    // Twenty of twenty-five windows each, all shared: 1 / C(25,20) = 1/53,130.
    expect(coOccurrence(25, 20, 20, 20).pValue).toBeCloseTo(1 / 53_130, 14);
  });

  it('is zero lift where one of the two never occurs', () => {
    expect(coOccurrence(10, 0, 4, 0)).toMatchObject({ expected: 0, lift: 0, pValue: 1 });
  });
});
