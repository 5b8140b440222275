import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { sourceMutants } from '../../../sabotage/mutants/catalogue.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');

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

  test.each(sourceMutants)('$id names tests that exist', ({ seenBy }) => {
    expect(seenBy.filter((place) => !existsSync(path.join(ROOT, place)))).toEqual([]);
    expect(seenBy).not.toEqual([]);
  });
});
