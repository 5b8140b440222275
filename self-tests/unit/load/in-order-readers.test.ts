import { describe, expect, it } from 'vitest';
import { InOrderReaders } from '../../../load/workloads/in-order-readers.ts';

const readers = (): InOrderReaders => new InOrderReaders(2, 50);

describe('readers of numbered messages', () => {
  it('have one when each of them has it', async () => {
    const both = readers();
    let done = false;
    const waiting = both.allHave(2).then(() => (done = true));

    for (const number of [1, 2]) both.hear(0, number);
    await Promise.resolve();
    expect(done).toBe(false);
    for (const number of [1, 2]) both.hear(1, number);
    await waiting;

    await expect(both.allHave(2)).resolves.toBeUndefined();
  });

  it.each([
    ['lost', [1, 3], 'a message was lost'],
    ['doubled', [1, 1], 'a message came again'],
  ])('fail who waits where one is %s, and whoever waits later', async (_fault, numbers, text) => {
    const both = readers();
    const waiting = both.allHave(3);

    for (const number of numbers) both.hear(0, number);

    await expect(waiting).rejects.toThrow(text);
    await expect(both.allHave(1)).rejects.toThrow(text);
  });

  it('fail who waits where one never comes', async () => {
    const both = readers();
    both.hear(0, 1);

    await expect(both.allHave(1)).rejects.toThrow('a message never came');
  });
});
