import { describe, expect, it } from 'vitest';
import { readRequest } from '../../../../scripts/load-compare/options.ts';

describe('the command line of the comparison', () => {
  it('reads two targets, or one to record', () => {
    expect(readRequest(['a', 'b', '--rounds', '12', '--seconds=3', '--tolerance', '0.1'])).toEqual({
      kind: 'compare',
      first: 'a',
      second: 'b',
      rounds: 12,
      seconds: 3,
      tolerance: 0.1,
    });
    expect(readRequest(['a', '--record'])).toEqual({ kind: 'record', target: 'a', rounds: 10, seconds: 2 });
    expect(readRequest(['--help'])).toEqual({ kind: 'help' });
  });

  it.each([
    [['a'], 'two targets are compared, not 1'],
    [['a', 'b', 'c'], 'two targets are compared, not 3'],
    [['--record'], '--record takes one target'],
    [['a', 'b', '--rounds', '4'], '--rounds 4 is not a number of at least 5'],
    [['a', 'b', '--seconds', 'x'], '--seconds x is not a number of at least 1'],
    [['a', 'b', '--fast'], "Unknown option '--fast'"],
  ])('%j: %s', (args, reason) => {
    expect(() => readRequest(args)).toThrow(reason);
  });
});
