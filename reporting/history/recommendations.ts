import type { History } from './history-store.ts';
import { type TestHistory, mostFlaky, slowest } from './test-history.ts';

/** Below this many values the test for a trend says nothing. */
const TREND_RUNS = 8;
const TREND_PROBABILITY = 0.05;
/** A test that grew by less than this, as a share of where it began and in milliseconds, is not worth a look. */
const GROWTH_SHARE = 0.2;
const GROWTH_MS = 200;
/** The same end this often in a row is no chance. */
const IN_A_ROW = 3;
/** A test that takes this share of a run, or more, keeps it from getting shorter. */
const SHARE_OF_RUN = 0.25;
/** Tests that take this share of the time of all are where to begin. */
const SHARE_OF_ALL = 0.3;

/** What to do next, each with the figure that says so; none without one. */
export function recommendations({ runs }: History, tests: readonly TestHistory[]): string[] {
  const newest = runs.at(-1);
  if (newest === undefined) return [];
  return [
    ...mostFlaky(tests, Number.POSITIVE_INFINITY).map(
      ({ name, flaky, ran, flakeRate }) =>
        `Mend or quarantine ${name}: flaky in ${flaky} of ${ran} runs (${(100 * flakeRate).toFixed(0)} %).`,
    ),
    ...tests.flatMap(stuckLine),
    ...tests.flatMap(growthLine),
    ...(newest.isPart ? [] : bottleneckLines(tests, newest.durationMs)),
    ...beginnersLine(tests),
  ];
}

function stuckLine({ name, ends }: TestHistory): string[] {
  const last = ends.at(-1);
  const others = ends.toReversed().findIndex((end) => end !== last);
  const row = others === -1 ? ends.length : others;
  if (row < IN_A_ROW) return [];
  if (last === 'failed') return [`Mend ${name}: failed in each of the last ${row} runs.`];
  if (last === 'skipped')
    return [`Ask whether ${name} ever runs here: skipped in each of the last ${row} runs.`];
  return [];
}

function growthLine({ name, durationsMs, slopeMs, noTrend }: TestHistory): string[] {
  const count = durationsMs.length;
  if (slopeMs === null || noTrend === null || count < TREND_RUNS || noTrend > TREND_PROBABILITY) return [];
  const grown = slopeMs * (count - 1);
  const began = durationsMs[0] ?? 0;
  if (grown < GROWTH_MS || grown < GROWTH_SHARE * began) return [];
  return [
    `See why ${name} gets slower: by ${slopeMs.toFixed(0)} ms a run over ${count} runs (p ${noTrend.toFixed(3)}).`,
  ];
}

function bottleneckLines(tests: readonly TestHistory[], runMs: number): string[] {
  return slowest(tests, 3).flatMap(({ name, medianMs }) =>
    medianMs !== null && runMs > 0 && medianMs >= SHARE_OF_RUN * runMs
      ? [
          `Part ${name}: it takes ${seconds(medianMs)} of a run of ${seconds(runMs)}, which cannot get shorter than that.`,
        ]
      : [],
  );
}

function beginnersLine(tests: readonly TestHistory[]): string[] {
  const sum = (of: readonly TestHistory[]) => of.reduce((total, { medianMs }) => total + (medianMs ?? 0), 0);
  const ten = slowest(tests);
  const all = sum(tests);
  if (tests.length < 5 * ten.length || all === 0 || sum(ten) < SHARE_OF_ALL * all) return [];
  return [
    `Begin with the ten slowest to shorten a run: they take ${((100 * sum(ten)) / all).toFixed(0)} % of the time of ${tests.length} tests (${seconds(sum(ten))} of ${seconds(all)}).`,
  ];
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
