import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PatternIndex } from '../../../secrets/pattern-index.ts';

/** The places of patterns, found the slow way. */
function placesOf(text: string, patterns: readonly string[]): string[] {
  return patterns
    .flatMap((pattern) =>
      Array.from({ length: text.length }).flatMap((_, start) =>
        text.startsWith(pattern, start) ? [`${start} ${pattern}`] : [],
      ),
    )
    .sort();
}

describe.each([6, 12, 24])('an index of patterns of %i bytes and more', (shortest) => {
  // Few letters, so that patterns overlap and are parts of each other.
  const word = fc.string({
    unit: fc.constantFrom('a', 'b', 'c'),
    minLength: shortest,
    maxLength: shortest * 3,
  });

  it('finds every place of every pattern, and nothing else', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { maxLength: 8 }),
        fc.array(fc.oneof(word, fc.string())),
        (patterns, parts) => {
          const index = new PatternIndex<string>(shortest);
          for (const pattern of patterns) index.add(Buffer.from(pattern), pattern);
          const text = [...parts, ...patterns].join('').replaceAll(/[^ -~]/g, '-');
          const found = index.find(Buffer.from(text)).map(({ start, end, found: pattern }) => {
            expect(end - start).toBe(pattern.length);
            return `${start} ${pattern}`;
          });
          expect(found.sort()).toEqual(placesOf(text, patterns));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('refuses a pattern that is too short for its steps', () => {
    const index = new PatternIndex<string>(shortest);

    expect(() => index.add(Buffer.alloc(shortest - 1), 'x')).toThrow(RangeError);
  });
});

describe('the beginning of something longer', () => {
  it('reaches as far as the text goes on like it', () => {
    const index = new PatternIndex<string>(6);
    index.add(Buffer.from('abcdef'), 'found', Buffer.from('abcdefghij'));

    expect(index.find(Buffer.from('xxabcdefghzz'))).toEqual([{ start: 2, end: 10, found: 'found' }]);
  });
});
