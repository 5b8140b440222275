import { request } from 'undici';
import { describe, expect, it } from 'vitest';
import { compareRounds, type Round, worstOf } from '../../../../load/comparison/compare.ts';
import { medianOf } from '../../../../load/comparison/rank-test.ts';
import { measureInTurns } from '../../../../load/comparison/in-turns.ts';
import { serve } from '../serve.ts';

const TRIES = 10;
const ROUNDS = 12;
const CALLS = 3;
/** Long against what a busy machine adds to each call, which would make a quotient smaller. */
const DELAY_MS = 50;

/** A server that answers `/list` after a time, and `/get` at once; the second one is a build of its own. */
function build(listMs: number): Promise<string> {
  return serve((incoming, response) => {
    setTimeout(() => response.end(), incoming.url === '/list' ? listMs : DELAY_MS);
  });
}

async function measure(url: string): Promise<Round> {
  const operations = ['list', 'get'];
  const medians = await Promise.all(
    operations.map(async (operation) => {
      const times = await Promise.all(
        Array.from({ length: CALLS }, async () => {
          const startedAt = performance.now();
          await (await request(`${url}/${operation}`)).body.dump();
          return performance.now() - startedAt;
        }),
      );
      return [operation, medianOf(times.toSorted((a, b) => a - b))] as const;
    }),
  );
  return Object.fromEntries(medians);
}

async function compare(first: string, second: string) {
  // The first calls open connections.
  await Promise.all([measure(first), measure(second)]);
  const { first: a, second: b } = await measureInTurns(ROUNDS, (which) =>
    measure(which === 'first' ? first : second),
  );
  return compareRounds(a, b);
}

describe.concurrent('a comparison in turns', { timeout: 120_000 }, () => {
  it('flags 30 % planted in one operation, and no other, ten times of ten', async () => {
    const [before, after] = [await build(DELAY_MS), await build(DELAY_MS * 1.3)];
    const verdicts: unknown[] = [];

    for (let tried = 0; tried < TRIES; tried += 1) {
      const operations = await compare(before, after);
      verdicts.push(operations.map(({ operation, verdict }) => [operation, verdict === 'worse']));
    }

    expect(verdicts).toEqual(
      Array.from({ length: TRIES }, () => [
        ['list', true],
        ['get', false],
      ]),
    );
  });

  it('does not flag the same build, ten times of ten', async () => {
    const [one, again] = [await build(DELAY_MS), await build(DELAY_MS)];
    const verdicts: unknown[] = [];

    for (let tried = 0; tried < TRIES; tried += 1) verdicts.push(worstOf(await compare(one, again)));

    expect(verdicts.filter((verdict) => verdict === 'worse')).toEqual([]);
  });
});
