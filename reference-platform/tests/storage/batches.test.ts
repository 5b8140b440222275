import { describe, expect, it } from 'vitest';
import { Batches } from '../../src/database/batches.ts';

/** A writer whose writes end when the test says so. */
function heldWriter() {
  const writes: { key: string; items: readonly number[]; end: (error?: Error) => void }[] = [];
  const batches = new Batches<string, number>(3, (key, items) => {
    return new Promise((resolve, reject) => {
      writes.push({ key, items, end: (error) => (error ? reject(error) : resolve()) });
    });
  });
  const seen = () => writes.map(({ key, items }) => `${key} ${items.join(',')}`);
  return { batches, writes, seen };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('Batches', () => {
  it('write what comes first at once, and what comes meanwhile together, in its order and no more than the most', async () => {
    const { batches, writes, seen } = heldWriter();
    const done: number[] = [];

    for (const item of [1, 2, 3, 4, 5]) void batches.add('a', item).then(() => done.push(item));
    expect(seen()).toEqual(['a 1']);
    writes[0]?.end();
    await turn();

    expect(done).toEqual([1]);
    expect(seen()).toEqual(['a 1', 'a 2,3,4']);
    writes[1]?.end();
    await turn();
    expect(done).toEqual([1, 2, 3, 4]);
    expect(seen()).toEqual(['a 1', 'a 2,3,4', 'a 5']);
  });

  it('of one key do not wait for those of another', () => {
    const { batches, seen } = heldWriter();

    void batches.add('a', 1);
    void batches.add('b', 2);

    expect(seen()).toEqual(['a 1', 'b 2']);
  });

  it('that fail tell all of theirs, and none of the next', async () => {
    const { batches, writes } = heldWriter();

    const results = Promise.allSettled([1, 2, 3, 4, 5].map((item) => batches.add('a', item)));
    writes[0]?.end();
    await turn();
    writes[1]?.end(new Error('the connection is lost'));
    await turn();
    writes[2]?.end();

    expect((await results).map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
      'rejected',
      'fulfilled',
    ]);
  });

  it('write at once again when all is written', async () => {
    const { batches, writes, seen } = heldWriter();
    const first = batches.add('a', 1);
    writes[0]?.end();
    await first;
    await turn();

    void batches.add('a', 2);

    expect(seen()).toEqual(['a 1', 'a 2']);
  });
});
