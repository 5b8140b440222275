import { describe, expect, it } from 'vitest';
import { WindowEnd } from '../../../load/workloads/rate-limit.ts';

/** The answers of a limiter whose window ends at `endMs`, which tells the seconds left, rounded up. */
const told = (endMs: number, sentAt: number, change = (seconds: number) => seconds) => ({
  seconds: change(Math.ceil((endMs - sentAt - 5) / 1000)),
  sentAt,
  answeredAt: sentAt + 10,
});

const TIMES = Array.from({ length: 40 }, (_, index) => index * 97);

describe('the end of a window', () => {
  it('is the same in every true refusal, whenever that comes', () => {
    const end = new WindowEnd();

    expect(TIMES.map((sentAt) => end.fits(told(58_123, sentAt)))).toEqual(TIMES.map(() => true));
  });

  it.each([
    ['a whole window each time', () => 60],
    ['twice the time', (seconds: number) => 2 * seconds],
    ['no time', () => 0],
    ['no number', () => Number.NaN],
  ])('contradicts itself where refusals tell %s', (_fault, change) => {
    const end = new WindowEnd();

    expect(TIMES.map((sentAt) => end.fits(told(58_123, sentAt, change)))).toContain(false);
  });
});
