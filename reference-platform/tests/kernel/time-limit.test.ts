import { describe, expect, it } from 'vitest';
import { timeLimit } from '../../src/plane/time-limit.ts';

const ended = (signal: AbortSignal) =>
  new Promise<unknown>((resolve) => signal.addEventListener('abort', () => resolve(signal.reason)));

describe('a time limit', () => {
  it('aborts when its time is over, as a time-out', async () => {
    const started = performance.now();

    const reason = await ended(timeLimit(50).signal);

    expect(reason).toMatchObject({ name: 'TimeoutError' });
    expect(performance.now() - started).toBeGreaterThanOrEqual(49);
  });

  it('aborts with the reason of the signal that it follows, also of one that has aborted before', async () => {
    const outer = new AbortController();
    const limit = timeLimit(60_000, outer.signal);
    const reason = ended(limit.signal);

    outer.abort(new Error('stopping'));

    expect(await reason).toMatchObject({ message: 'stopping' });
    const late = timeLimit(60_000, outer.signal);
    expect(late.signal.reason).toMatchObject({ message: 'stopping' });
    limit.clear();
    late.clear();
  });

  it('does nothing more once it is cleared', async () => {
    const outer = new AbortController();
    const limit = timeLimit(10, outer.signal);

    limit.clear();
    outer.abort();
    await new Promise((resolve) => setTimeout(resolve, 40));

    expect(limit.signal.aborted).toBe(false);
  });
});
