import { describe, expect, it } from 'vitest';
import { historyPage } from '../../../../reporting/history/history-page.ts';
import { historyText } from '../../../../reporting/history/history-text.ts';
import { recommendations } from '../../../../reporting/history/recommendations.ts';
import type { RunRecord } from '../../../../reporting/history/run-record.ts';
import { median, noTrendProbability, slope } from '../../../../reporting/history/statistics.ts';
import { testHistories } from '../../../../reporting/history/test-history.ts';
import { namesOf, runRecord } from './recorded.ts';

/** The history of one test, `t`, from what its runs recorded. */
function historyOf(records: readonly string[], change: (index: number) => Partial<RunRecord> = () => ({})) {
  const runs = records.map((text, index) => runRecord(`r${index}`, { tests: { t: text }, ...change(index) }));
  return { runs, names: namesOf('t'), broken: 0 };
}
const only = (history: ReturnType<typeof historyOf>) => testHistories(history)[0];
const advice = (history: ReturnType<typeof historyOf>) => recommendations(history, testHistories(history));

describe('statistics of a series', () => {
  it('have the median of a sorted middle', () => {
    expect([median([3, 1, 2]), median([4, 1, 2, 3])]).toEqual([2, 2.5]);
    expect(() => median([])).toThrow('nothing has no median');
  });

  it('have a slope that an outlier does not move, and none below three values', () => {
    expect(slope([10, 20, 30, 40])).toBe(10);
    expect(slope([10, 20, 30, 4000, 50])).toBe(10);
    expect(slope([10, 20])).toBeNull();
  });

  it('have the probability of Mann–Kendall', () => {
    // S = 45 of 10 rising values, variance 125: z = 44 / 11.18 = 3.935, p = 0.0000831.
    expect(noTrendProbability([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])).toBeCloseTo(8.31e-5, 6);
    // S = 3 of 3 values, variance 11/3: z = 2 / 1.915 = 1.044, p = 0.296: three values prove nothing.
    expect(noTrendProbability([1, 2, 3])).toBeCloseTo(0.2963, 3);
    expect(noTrendProbability([5, 5, 5, 5])).toBe(1);
  });
});

describe('the history of a test', () => {
  it('is flaky for a retry, and for a failure on code that it passed on', () => {
    expect(only(historyOf(['p1', 'k1', 'p1']))).toMatchObject({ ran: 3, flaky: 1, flakeRate: 1 / 3 });
    expect(only(historyOf(['p1', 'f1', 'p1', 's0']))).toMatchObject({ ran: 3, flaky: 1 });
  });

  it('is not flaky for a failure on other code, or on code that nobody knows', () => {
    const other = historyOf(['p1', 'f1', 'p1'], (index) => ({ code: index === 1 ? 'c2' : 'c1' }));

    expect(only(other)).toMatchObject({ flaky: 0, flakeRate: 0 });
    expect(only(historyOf(['p1', 'f1'], () => ({ code: null })))).toMatchObject({ flaky: 0 });
  });

  it('has a trend after three passes, on the machine of the last run', () => {
    const three = historyOf(['p9000', 'p100', 'p200', 'p300'], (index) => ({
      machine: index === 0 ? 'm0' : 'm1',
    }));

    expect(only(three)).toMatchObject({ durationsMs: [100, 200, 300], medianMs: 200, slopeMs: 100 });
    expect(only(historyOf(['p100', 'f1', 'p200']))?.slopeMs).toBeNull();
  });

  it('leaves out a test that the whole suite no longer has', () => {
    const gone = historyOf(['p1', 'p1'], (index) => (index === 1 ? { tests: {} } : {}));
    const part = historyOf(['p1', 'p1'], (index) => (index === 1 ? { tests: {}, isPart: true } : {}));

    expect(testHistories(gone)).toEqual([]);
    expect(testHistories(part)).toHaveLength(1);
  });
});

describe('recommendations', () => {
  it('are none without a figure for them', () => {
    expect(advice(historyOf(['p100', 'p110', 'p105']))).toEqual([]);
    expect(advice({ runs: [], names: namesOf(), broken: 0 })).toEqual([]);
  });

  it('name a flaky test with its rate', () => {
    expect(advice(historyOf(['p1', 'k1', 'p1']))).toEqual([
      'Mend or quarantine t: flaky in 1 of 3 runs (33 %).',
    ]);
  });

  it('name a test that failed, or was skipped, three times in a row', () => {
    expect(advice(historyOf(['f1', 'f1', 'f1']))).toEqual(['Mend t: failed in each of the last 3 runs.']);
    expect(advice(historyOf(['s0', 's0', 's0', 's0']))).toEqual([
      'Ask whether t ever runs here: skipped in each of the last 4 runs.',
    ]);
    expect(advice(historyOf(['f1', 'f1']))).toEqual([]);
  });

  it('name a test that got slower only where it is no chance, and enough to matter', () => {
    const grow = (by: number) => historyOf(Array.from({ length: 8 }, (_, index) => `p${1000 + by * index}`));

    expect(advice(grow(100))).toEqual(['See why t gets slower: by 100 ms a run over 8 runs (p 0.001).']);
    expect(advice(grow(10))).toEqual([]);
    expect(
      advice(historyOf(['p1000', 'p1900', 'p1000', 'p2600', 'p900', 'p2100', 'p1100', 'p1900'])),
    ).toEqual([]);
  });

  it('name a test that keeps a run from getting shorter', () => {
    expect(advice(historyOf(['p40000']))).toEqual([
      'Part t: it takes 40.0 s of a run of 100.0 s, which cannot get shorter than that.',
    ]);
  });

  it('name the slowest where they take much of the time of all', () => {
    const names = Array.from({ length: 60 }, (_, index) => `t${index}`);
    const tests = Object.fromEntries(names.map((name, index) => [name, index < 10 ? 'p900' : 'p100']));
    const history = { runs: [runRecord('r', { tests })], names: namesOf(...names), broken: 0 };

    expect(advice(history)).toEqual([
      'Begin with the ten slowest to shorten a run: they take 64 % of the time of 60 tests (9.0 s of 14.0 s).',
    ]);
  });
});

describe('the history for people', () => {
  const history = historyOf(['p100', 'k200', 'p300', 'p500']);

  it('is a text with each figure', () => {
    const text = historyText({ ...history, broken: 1 });

    expect(text).toContain(
      '4 runs from 2026-11-22 10:00 UTC to 2026-11-22 10:00 UTC, 1 test, 1 line could not be read',
    );
    expect(text).toContain('  1 of 4 runs (25 %)  t');
    expect(text).toContain('  0.30 s over 3 passes  t');
    expect(text).toContain('  +200 ms a run over 3 passes  t');
    expect(historyText({ runs: [], names: namesOf(), broken: 0 })).toBe('No run is recorded yet.');
  });

  it('is a page on which no name is markup', () => {
    const tests = { '<b>t': 'k100' };
    const page = historyPage({ runs: [runRecord('r', { tests })], names: namesOf('<b>t'), broken: 0 });

    expect(page).toContain('1 of 1 run (100 %)');
    expect(page).not.toMatch(/<b>t|<script|https?:\/\//);
  });
});
