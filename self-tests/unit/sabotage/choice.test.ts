import { describe, expect, test } from 'vitest';
import { chosen } from '../../../sabotage/prove/choice.ts';
import type { Defect } from '../../../sabotage/prove/trial.ts';

const population: Defect[] = Array.from({ length: 40 }, (_, index) => ({
  id: `defect-${index}`,
  family: index % 2 === 0 ? 'RS' : 'source',
  area: index < 10 ? 'audit' : 'datasets',
  text: '',
}));
const all = { families: [], area: null, ids: [], sample: null, seed: 1, shard: null };
const ids = (defects: readonly Defect[]) => defects.map(({ id }) => id);

describe('The choice of defects', () => {
  test('is everything by default, in order', () => {
    expect(chosen(population, all)).toEqual(population);
  });

  test('keeps to family and area', () => {
    const wanted = chosen(population, { ...all, families: ['RS'], area: 'audit' });

    expect(ids(wanted)).toEqual(['defect-0', 'defect-2', 'defect-4', 'defect-6', 'defect-8']);
  });

  test('takes what is named, by ids in which a star stands for anything', () => {
    const wanted = chosen(population, { ...all, ids: ['defect-1', '*ect-2*'] });

    expect(ids(wanted)).toEqual([
      'defect-1',
      'defect-2',
      ...Array.from({ length: 10 }, (_, index) => `defect-2${index}`),
    ]);
  });

  test('draws the same sample for the same seed, and another for another', () => {
    const first = chosen(population, { ...all, sample: 8, seed: 3 });

    expect(first).toHaveLength(8);
    expect(chosen(population, { ...all, sample: 8, seed: 3 })).toEqual(first);
    expect(ids(chosen(population, { ...all, sample: 8, seed: 4 }))).not.toEqual(ids(first));
  });

  test('draws nearly the same sample from a population that has grown by one', () => {
    const before = new Set(ids(chosen(population, { ...all, sample: 8 })));
    const grown = [...population, { id: 'new', family: 'RS', area: 'audit', text: '' } as const];

    const after = ids(chosen(grown, { ...all, sample: 8 }));

    expect(after.filter((id) => before.has(id)).length).toBeGreaterThanOrEqual(7);
  });

  test('parts into shards that share nothing and leave nothing out', () => {
    const parts = [1, 2, 3].flatMap((index) =>
      ids(chosen(population, { ...all, shard: { index, count: 3 } })),
    );

    expect(parts.toSorted()).toEqual(ids(population).toSorted());
  });

  test.each([
    [{ area: 'moon' }, '--area moon: there is none; choose among audit, datasets'],
    [{ ids: ['nobody'] }, '--defect nobody: there is none'],
  ])('refuses %j in one line', (wish, line) => {
    expect(() => chosen(population, { ...all, ...wish })).toThrow(line);
  });
});
