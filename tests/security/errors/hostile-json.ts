import type { Random } from '../../../test-data/random.ts';
import { ABSENT, placesIn, withValue } from './json-places.ts';

/** Nested far beyond any body of the contract, and within what a reader of JSON can take. */
const DEEP: unknown = JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`);

/** Values at the edges of what JSON, a number, a text or a database column can hold, or past them. */
const VALUES: readonly unknown[] = [
  ABSENT,
  null,
  true,
  false,
  0,
  -1,
  0.5,
  1e308,
  -1e308,
  5e-324,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 53,
  2 ** 63,
  '',
  ' ',
  '0',
  'NaN',
  '-Infinity',
  '9'.repeat(400),
  'x'.repeat(20_000),
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\ufeff\u202e\u200b',
  'e\u0301'.repeat(100),
  '👩‍👩‍👧‍👦'.repeat(40),
  '0000-00-00T00:00:00Z',
  '2026-02-30T25:61:61Z',
  '+275760-09-13T00:00:00.000Z',
  '00000000-0000-0000-0000-000000000000',
  '../../etc/passwd',
  [],
  [null],
  [[]],
  Array.from({ length: 2_000 }, (_, index) => index),
  {},
  { length: -1 },
  { toString: null, valueOf: 1, toJSON: 'x' },
  DEEP,
];

/** The body with one to three of its values exchanged for hostile ones, or left out. `declared` are fields that it may lack. */
export function hostileJson(random: Random, json: unknown, declared: readonly string[]): unknown {
  let body = json;
  for (let left = random.pick([1, 1, 1, 2, 3]); left > 0; left -= 1) {
    const places = [...placesIn(body), ...declared.map((name) => [name])];
    body = withValue(body, random.pick(places), random.pick(VALUES));
  }
  return body === ABSENT ? null : body;
}
