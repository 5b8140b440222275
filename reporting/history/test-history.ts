import type { Totals } from '../run/totals.ts';
import type { History } from './history-store.ts';
import { decoded, type RunRecord, type TestRun } from './run-record.ts';
import { median, noTrendProbability, slope } from './statistics.ts';

/** A trend is one of the newest passes: older ones say what was, and the time for all pairs grows with their square. */
const TREND_PASSES = 20;

/** A test over the runs that it had. */
export interface TestHistory {
  name: string;
  /** Its ends, from the oldest to the newest. */
  ends: readonly (keyof Totals)[];
  /** Runs in which it passed or failed. */
  ran: number;
  /** Of those: passed only on a retry, or failed though it passed in another run of the same code. */
  flaky: number;
  /** Share of flaky runs in those that it had, 0 to 1. */
  flakeRate: number;
  /** Durations of the newest passes, at most 20, on the newest run's machine, from the oldest to the newest, in milliseconds. */
  durationsMs: readonly number[];
  medianMs: number | null;
  /** Milliseconds a run; `null` below three passes. */
  slopeMs: number | null;
  /** How likely such a series is without a trend; `null` without a slope. */
  noTrend: number | null;
}

interface Dated extends TestRun {
  run: RunRecord;
}

/** Every test, by name; where the newest run was of the whole suite, those that it no longer had are left out. */
export function testHistories({ runs, names }: History): TestHistory[] {
  const newest = runs.at(-1);
  if (newest === undefined) return [];
  const byKey = new Map<string, Dated[]>();
  for (const run of runs) {
    for (const [key, text] of Object.entries(run.tests)) {
      const dated = byKey.get(key) ?? [];
      byKey.set(key, dated);
      dated.push({ ...decoded(text), run });
    }
  }
  const gone = new Set(
    newest.isPart ? [] : [...byKey.keys()].filter((key) => newest.tests[key] === undefined),
  );
  return [...byKey]
    .filter(([key]) => !gone.has(key))
    .map(([key, dated]) => historyOf(names.get(key) ?? key, dated, newest.machine))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function historyOf(name: string, dated: readonly Dated[], machine: string): TestHistory {
  const told = dated.filter(({ end }) => end === 'passed' || end === 'failed' || end === 'flaky');
  const passedOn = new Set(told.flatMap(({ end, run }) => (end === 'failed' ? [] : [run.code])));
  const flaky = told.filter(
    ({ end, run }) => end === 'flaky' || (end === 'failed' && run.code !== null && passedOn.has(run.code)),
  ).length;
  const durationsMs = dated
    .flatMap(({ end, durationMs, run }) => (end === 'passed' && run.machine === machine ? [durationMs] : []))
    .slice(-TREND_PASSES);
  const slopeMs = slope(durationsMs);
  return {
    name,
    ends: dated.map(({ end }) => end),
    ran: told.length,
    flaky,
    flakeRate: told.length === 0 ? 0 : flaky / told.length,
    durationsMs,
    medianMs: durationsMs.length === 0 ? null : median(durationsMs),
    slopeMs,
    noTrend: slopeMs === null ? null : noTrendProbability(durationsMs),
  };
}

/** The most flaky first; those that never were are left out. */
export function mostFlaky(tests: readonly TestHistory[], count = 10): TestHistory[] {
  return tests
    .filter(({ flaky }) => flaky > 0)
    .toSorted((a, b) => b.flakeRate - a.flakeRate || b.flaky - a.flaky)
    .slice(0, count);
}

/** The slowest first, by the median. */
export function slowest(tests: readonly TestHistory[], count = 10): TestHistory[] {
  return tests
    .filter(({ medianMs }) => medianMs !== null)
    .toSorted((a, b) => (b.medianMs ?? 0) - (a.medianMs ?? 0))
    .slice(0, count);
}

/** Those that get slower by most a run first. */
export function slowing(tests: readonly TestHistory[], count = 10): TestHistory[] {
  return tests
    .filter(({ slopeMs }) => slopeMs !== null && slopeMs > 0)
    .toSorted((a, b) => (b.slopeMs ?? 0) - (a.slopeMs ?? 0))
    .slice(0, count);
}
