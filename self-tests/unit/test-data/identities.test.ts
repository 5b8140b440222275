import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { companies } from '../../../test-data/companies.ts';
import { people } from '../../../test-data/people.ts';

describe('people', () => {
  it('are as many as asked, all different, with ASCII addresses below .test', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.integer({ min: 0, max: 120 }), (seed, count) => {
        const made = people({ seed, count });

        expect(made).toHaveLength(count);
        expect(new Set(made.map(({ email }) => email)).size).toBe(count);
        expect(made.every(({ email }) => /^[a-z]+\.[a-z]+@example\.test$/.test(email))).toBe(true);
        expect(people({ seed, count })).toEqual(made);
      }),
    );
  });

  it('change with the seed', () => {
    expect(people({ seed: 1, count: 5 })).not.toEqual(people({ seed: 2, count: 5 }));
  });
});

describe('companies', () => {
  it('are as many as asked, all different, with domains below .test', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.integer({ min: 0, max: 80 }), (seed, count) => {
        const made = companies({ seed, count });

        expect(made).toHaveLength(count);
        expect(new Set(made.map(({ domain }) => domain)).size).toBe(count);
        expect(made.every(({ domain }) => /^[a-z]+-[a-z]+\.test$/.test(domain))).toBe(true);
        expect(companies({ seed, count })).toEqual(made);
      }),
    );
  });
});
