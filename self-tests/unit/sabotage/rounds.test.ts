import { describe, expect, test } from 'vitest';
import type { ProxyDefect } from '../../../sabotage/population/defect.ts';
import { Rounds } from '../../../sabotage/prove/rounds.ts';

function defect(id: string, endsWorld = false): ProxyDefect {
  return {
    id,
    family: 'RS',
    area: 'audit',
    text: `${id} is wrong.`,
    place: 'audit.list',
    endsWorld,
    meets: () => true,
    spoil: () => Promise.reject(new Error('not called')),
    admit: null,
    frames: null,
  };
}

const outcome = (name: string, status: 'passed' | 'failed', errors: string[] = []) => ({
  test: name,
  repetition: 0,
  status,
  durationMs: 500,
  errors,
});
const SEEN = ['expect(received).toBe(expected)'];

describe('The rounds of a proof', () => {
  test('put each defect before its best test, several before one', () => {
    const rounds = new Rounds([
      { defect: defect('a'), candidates: ['one', 'two'] },
      { defect: defect('b'), candidates: ['one'] },
      { defect: defect('c', true), candidates: ['one'] },
    ]);

    expect(rounds.next(false)).toEqual({ one: ['a', 'b'] });
    expect(rounds.next(true)).toEqual({ one: ['c'] });
  });

  test('end a defect at the first test that sees it', () => {
    const rounds = new Rounds([{ defect: defect('a'), candidates: ['one', 'two'] }]);

    const trial = rounds.took('a', outcome('one', 'failed', SEEN), true);

    expect(trial).toMatchObject({ verdict: 'killed', tried: [{ test: 'one', oracle: 'expect: toBe' }] });
    expect(rounds.isOver).toBe(true);
  });

  test('go on to the next test where one has not seen it, and end as survived where none is left', () => {
    const rounds = new Rounds([{ defect: defect('a'), candidates: ['one', 'two'] }]);

    expect(rounds.took('a', outcome('one', 'passed'), true)).toBeNull();
    expect(rounds.next(false)).toEqual({ two: ['a'] });
    rounds.took('a', outcome('two', 'passed'), true);

    expect(rounds.finished()).toMatchObject([
      { verdict: 'survived', tried: [{ test: 'one' }, { test: 'two' }] },
    ]);
    expect(rounds.isOver).toBe(true);
  });

  test('spread defects over tests that are about as good, because a repetition costs a worker', () => {
    const candidates = ['best', 'second', 'third', 'fourth'];
    const rounds = new Rounds(['a', 'b', 'c', 'd'].map((id) => ({ defect: defect(id), candidates })));

    expect(rounds.next(false)).toEqual({ best: ['a', 'd'], second: ['b'], third: ['c'] });
  });

  test('put a defect that a test has not seen before two others at once, then before four', () => {
    const rounds = new Rounds([
      { defect: defect('a'), candidates: ['1', '2', '3', '4', '5', '6', '7', '8'] },
    ]);
    const meet = () => {
      const attempts = rounds.next(false);
      for (const name of Object.keys(attempts)) rounds.took('a', outcome(name, 'passed'), true);
      return Object.keys(attempts);
    };

    expect([meet(), meet(), meet(), meet()]).toEqual([['1'], ['2', '3'], ['4', '5', '6', '7'], ['8']]);
  });

  test('count no failure of a test in which the defect changed nothing', () => {
    const rounds = new Rounds([{ defect: defect('a'), candidates: ['one'] }]);

    expect(rounds.took('a', outcome('one', 'failed', SEEN), false)).toBeNull();

    expect(rounds.finished()).toMatchObject([{ verdict: 'unreached', tried: [] }]);
  });

  test('try no test again that has not run at all', () => {
    const rounds = new Rounds([{ defect: defect('a'), candidates: ['one', 'two'] }]);

    rounds.gaveUp(rounds.next(false));

    expect(rounds.next(false)).toEqual({ two: ['a'] });
  });
});
