import { availableParallelism } from 'node:os';
import { describe, expect, test } from 'vitest';
import { OptionError, readOptions } from '../../../sabotage/prove/options.ts';

describe('The options of the proof', () => {
  test('take everything when nothing is said', () => {
    expect(readOptions([])).toEqual({
      families: [],
      area: null,
      ids: [],
      sample: null,
      seed: 1,
      shard: null,
      changed: null,
      tests: [],
      lanes: availableParallelism(),
      resume: false,
      list: false,
    });
  });

  test('are read', () => {
    const options = readOptions(
      '--family rq,Source --area audit --sample 20 --seed 7 --shard 2/4 --resume'.split(' '),
    );

    expect(options).toMatchObject({
      families: ['RQ', 'source'],
      area: 'audit',
      sample: 20,
      seed: 7,
      shard: { index: 2, count: 4 },
      resume: true,
    });
  });

  test.each([
    [['--changed'], 'HEAD'],
    [['--changed', '--resume'], 'HEAD'],
    [['--changed', 'main'], 'main'],
  ])('%j compares with %s', (args, reference) => {
    expect(readOptions(args)).toMatchObject({ changed: reference });
  });

  test('take a list at once or piece by piece', () => {
    expect(readOptions(['--defect', 'a,b', '--defect', 'c'])).toMatchObject({ ids: ['a', 'b', 'c'] });
  });

  test('ask for help', () => {
    expect(readOptions(['--help'])).toBe('help');
  });

  test.each([
    [['--family', 'XX'], '--family XX: is none; choose among source, RQ, SW, RS, WS'],
    [['--sample', '0'], '--sample 0: must be a whole number from 1'],
    [['--shard', '3/2'], '--shard 3/2: must be I/N with I from 1 to N'],
    [['--nothing'], "Unknown option '--nothing'"],
  ])('%j is refused in one line', (args, line) => {
    expect(() => readOptions(args)).toThrow(OptionError);
    expect(() => readOptions(args)).toThrow(line);
  });
});
