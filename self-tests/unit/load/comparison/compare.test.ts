import { describe, expect, it } from 'vitest';
import {
  type Comparison,
  comparisonSchema,
  compareRounds,
  type Round,
  worstOf,
} from '../../../../load/comparison/compare.ts';
import { describeComparison } from '../../../../load/comparison/describe.ts';
import { measureInTurns, turnsOf } from '../../../../load/comparison/in-turns.ts';
import { machineClass } from '../../../../load/comparison/machine-class.ts';

const SPREAD = [0.97, 0.98, 0.99, 1, 1.01, 1.02, 1.03, 1.04];
const rounds = (ms: number, spread: readonly number[] = SPREAD): Round[] =>
  spread.map((factor) => ({ list: ms * factor, login: 40 * factor }));

describe('the comparison of rounds', () => {
  it.each([
    ['the same', 10, 10.2, 'same'],
    ['slower by almost a fifth', 10, 11.9, 'unclear'],
    ['slower by 30 %', 10, 13, 'worse'],
    ['faster by 30 %', 13, 10, 'better'],
  ])('calls what is %s by its name', (_case, firstMs, secondMs, verdict) => {
    const [list, login] = compareRounds(rounds(firstMs), rounds(secondMs));

    expect(list).toMatchObject({ operation: 'list', verdict });
    expect(login).toMatchObject({ operation: 'login', ratio: 1, verdict: 'same' });
  });

  it('says nothing of what differs more within a target than between the two', () => {
    const wild = [0.2, 0.5, 1, 1.5, 2, 3, 4, 5];

    expect(compareRounds(rounds(10, wild), rounds(14, wild))[0]?.verdict).toBe('unclear');
  });

  it('is as bad as the worst of its operations', () => {
    const operations = compareRounds(rounds(10), rounds(13));

    expect(worstOf(operations)).toBe('worse');
    expect(worstOf(operations.filter(({ operation }) => operation === 'login'))).toBe('same');
    expect(worstOf([])).toBe('unclear');
  });

  it('takes the tolerance that it is given', () => {
    expect(compareRounds(rounds(10), rounds(13), { tolerance: 0.4 })[0]?.verdict).toBe('same');
  });

  it('refuses two that have no operation in common', () => {
    expect(() => compareRounds([{ list: 1 }], [{ login: 1 }])).toThrow('no operation in common');
  });
});

describe('turns', () => {
  it('put each target first as often as second', async () => {
    const asked: string[] = [];

    const { first, second } = await measureInTurns(3, (which, round) => {
      asked.push(which);
      return Promise.resolve(`${which} ${round}`);
    });

    expect(asked).toEqual(['first', 'second', 'second', 'first', 'first', 'second']);
    expect(turnsOf(3)).toEqual(asked);
    expect(first).toEqual(['first 0', 'first 1', 'first 2']);
    expect(second).toEqual(['second 0', 'second 1', 'second 2']);
  });
});

describe('what is told of a comparison', () => {
  const operations = compareRounds(rounds(10), rounds(13));
  const comparison: Comparison = {
    madeAt: '2026-01-01T00:00:00.000Z',
    machineClass: 'amd-epyc-2-cores-24-gib-x64',
    first: 'main',
    second: 'branch',
    rounds: 8,
    interleaved: true,
    confidence: 0.99,
    tolerance: 0.2,
    verdict: worstOf(operations),
    operations,
  };

  it('is read back from the file as it was written', () => {
    expect(comparisonSchema.parse(JSON.parse(JSON.stringify(comparison)))).toEqual(comparison);
  });

  it('names both, the operations with their ratio and interval, and the verdict', () => {
    const lines = describeComparison(comparison).split('\n');

    expect(lines.slice(0, 3)).toEqual([
      'first   main',
      'second  branch',
      '8 rounds each, in turns; medians; intervals with 99 % confidence',
    ]);
    expect(lines[3]).toBe('  list      10.05 ms     13.07 ms    1.30 ×  1.25 × to 1.35 ×  worse');
    expect(lines.at(-1)).toBe('WORSE: 1 of 2 operations take more than 20 % longer');
  });
});

describe('the class of a machine', () => {
  it.each([
    [{ model: 'AMD EPYC', cores: 2, bytes: 23.5 * 1024 ** 3, arch: 'x64' }, 'amd-epyc-2-cores-24-gib-x64'],
    [
      { model: 'Intel(R) Xeon(R) CPU E5-2686 v4 @ 2.30GHz', cores: 4, bytes: 15.6 * 1024 ** 3, arch: 'x64' },
      'intel-xeon-e5-2686-v4-4-cores-16-gib-x64',
    ],
    [{ model: 'Apple M2', cores: 8, bytes: 8 * 1024 ** 3, arch: 'arm64' }, 'apple-m2-8-cores-8-gib-arm64'],
  ])('of %j is %s', (machine, name) => {
    expect(machineClass(machine)).toBe(name);
  });
});
