import { beforeEach, describe, expect, it } from 'vitest';
import { createRateLimiter, type RateLimiter } from '../../src/http/rate-limit.ts';

const start = Date.UTC(2026, 10, 21, 8);

describe('a rate limiter with a window of a minute', () => {
  let now: number;
  let limiter: RateLimiter;

  beforeEach(() => {
    now = start;
    limiter = createRateLimiter(60, () => now);
  });

  const take = (count: number, key = 'a') =>
    Array.from({ length: count }, () => limiter.take(key, 3).allowed);

  it('takes as many requests as the limit says and refuses the next', () => {
    expect(take(4)).toEqual([true, true, true, false]);
  });

  it('starts the window at the key’s first request', () => {
    now = start + 17_000;
    expect(limiter.take('a', 3).resetsAt).toEqual(new Date(start + 77_000));
  });

  it('refuses up to the last millisecond of the window, and takes again at its end', () => {
    take(3);

    now = start + 59_999;
    const last = limiter.take('a', 3).allowed;
    now = start + 60_000;
    const next = limiter.take('a', 3);

    expect(last).toBe(false);
    expect(next).toEqual({ allowed: true, limit: 3, used: 1, resetsAt: new Date(start + 120_000) });
  });

  it('does not count what it refuses', () => {
    take(5);
    expect(limiter.peek('a', 10)).toMatchObject({ allowed: true, used: 3 });
  });

  it('keeps keys apart', () => {
    take(4, 'a');
    expect(take(1, 'b')).toEqual([true]);
  });

  it('looks without counting', () => {
    limiter.peek('a', 3);
    expect(limiter.take('a', 3).used).toBe(1);
  });
});
