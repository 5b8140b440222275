import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { sourceMutants } from '../../../sabotage/mutants/catalogue.ts';
import { placeOf } from '../../../sabotage/mutants/mutant.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');

const isFile = (place: string) =>
  statSync(path.join(ROOT, place), { throwIfNoEntry: false })?.isFile() ?? false;

describe('The catalogue of source mutants', () => {
  test('names each defect once', () => {
    const ids = sourceMutants.map(({ id }) => id);

    expect(ids).toEqual([...new Set(ids)]);
  });

  test.each(sourceMutants)(
    '$id finds its places exactly once and changes them',
    ({ also = [], ...first }) => {
      for (const { file, find, put } of [first, ...also]) {
        const source = readFileSync(path.join(ROOT, 'reference-platform', file), 'utf8');

        expect(source.split(find)).toHaveLength(2);
        expect(put).not.toBe(find);
      }
    },
  );

  test.each([
    ['tests/api/a.spec.ts', { file: 'tests/api/a.spec.ts', title: null }],
    ['tests/a.spec.ts › a page › opens', { file: 'tests/a.spec.ts', title: 'a page › opens' }],
  ])('%s is seen by %j', (entry, place) => {
    expect(placeOf(entry)).toEqual(place);
  });

  test.each(sourceMutants)('$id names tests that exist', ({ seenBy }) => {
    expect(seenBy.filter((entry) => !isFile(placeOf(entry).file))).toEqual([]);
    expect(seenBy).not.toEqual([]);
  });
});
