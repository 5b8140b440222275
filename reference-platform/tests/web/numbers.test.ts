import { describe, expect, it } from 'vitest';
import { bytes, count, duration, figure, score, share } from '../../src/web/format/numbers.ts';

describe('figures as they are shown', () => {
  it.each([
    [count(12_345), '12,345'],
    [share(0.05), '5.0%'],
    [score(0.61234), '0.6123'],
    [score(null), '–'],
    [figure(1_009.26), '1,009.3'],
    [figure(null), '–'],
    [figure(0.00001234), '1.234E-5'],
    [bytes(999), '999 B'],
    [bytes(51_400), '51.4 kB'],
    [bytes(5_000_000_000), '5 GB'],
    [duration(340), '340 ms'],
    [duration(2_100), '2.1 s'],
    [duration(185_000), '3 min 5 s'],
  ])('%s is %s', (shown, expected) => {
    expect(shown).toBe(expected);
  });
});
