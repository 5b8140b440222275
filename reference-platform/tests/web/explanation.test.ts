import { describe, expect, it } from 'vitest';
import { placed, type UsualRange } from '../../src/web/charts/usual-range.ts';
import { rangeInWords, rowInWords } from '../../src/web/pages/detections/explanation-words.ts';

const usual = { low: 10, typical: 15, high: 20 };
const feature = { ...usual, column: 'amount', value: 40 };

/** Where a range and its value are placed, to nine decimals: low, typical, high, value. */
function positions(range: UsualRange): (number | null)[] {
  const { low, typical, high, value } = placed(range);
  return [low, typical, high, value].map((at) => (at === null ? null : Number(at.toFixed(9))));
}

describe('a value beside its usual range', () => {
  it.each([
    [9.99, '9.99 is below the usual 10 to 20, typically 15'],
    [10, '10 is within the usual 10 to 20, typically 15'],
    [20, '20 is within the usual 10 to 20, typically 15'],
    [20.01, '20.01 is above the usual 10 to 20, typically 15'],
    [null, 'missing; usual is 10 to 20, typically 15'],
  ])('%s is put in words', (value, words) => {
    expect(rangeInWords({ ...usual, value })).toBe(words);
  });

  it('names one usual value where training knew no other', () => {
    expect(rangeInWords({ low: 3, typical: 3, high: 3, value: 4 })).toBe('4 is above the usual 3');
  });

  it('is placed on a line that holds both, in their proportions', () => {
    expect(positions({ ...usual, value: 40 })).toEqual([0.08, 0.22, 0.36, 0.92]);
  });

  it('is in the middle where there is no distance', () => {
    expect(positions({ low: 3, typical: 3, high: 3, value: null })).toEqual([0.5, 0.5, 0.5, null]);
  });

  it('has a place also at the ends of what numbers can hold', () => {
    const ends = { low: -Number.MAX_VALUE, typical: 0, high: Number.MAX_VALUE, value: 0 };

    expect(positions(ends)).toEqual([0.08, 0.5, 0.92, 0.5]);
  });
});

describe('a row in words', () => {
  it.each([
    [
      { score: 0.75, label: 1, features: [{ ...feature, contribution: 0.615 }] },
      'Its score 0.7500 is above the threshold 0.5000. amount stands out most, with 61.5% of the distance from typical values.',
    ],
    [
      { score: 0.25, label: 0, features: [{ ...feature, contribution: 0 }] },
      'Its score 0.2500 is not above the threshold 0.5000. None of its values is away from the typical one.',
    ],
  ])('%# has its score and what stands out most', (row, words) => {
    expect(rowInWords(row, 0.5)).toBe(words);
  });
});
