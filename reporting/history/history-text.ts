import { counted } from '../run/counted.ts';
import type { History } from './history-store.ts';
import { recommendations } from './recommendations.ts';
import { mostFlaky, slowest, slowing, type TestHistory, testHistories } from './test-history.ts';

/** What `npm run history` prints. */
export function historyText(history: History): string {
  const { runs, broken } = history;
  const tests = testHistories(history);
  const [oldest, newest] = [runs[0], runs.at(-1)];
  if (oldest === undefined || newest === undefined) return 'No run is recorded yet.';
  const advice = recommendations(history, tests);
  const lines = broken === 0 ? '' : `, ${counted(broken, 'line')} could not be read`;
  return [
    `${counted(runs.length, 'run')} from ${day(oldest.startedAt)} to ${day(newest.startedAt)}, ${counted(tests.length, 'test')}${lines}`,
    ...section('Most flaky', mostFlaky(tests), flakeOf),
    ...section('Slowest, by the median of their passes', slowest(tests), durationOf),
    ...section('Getting slower, by the slope over their passes', slowing(tests), slopeOf),
    ...(advice.length === 0
      ? ['', 'Nothing to recommend by these figures.']
      : ['', 'To do', ...advice.map(indented)]),
  ].join('\n');
}

/** `2 of 9 runs (22 %)`. */
export function flakeOf({ flaky, ran, flakeRate }: TestHistory): string {
  return `${flaky} of ${counted(ran, 'run')} (${(100 * flakeRate).toFixed(0)} %)`;
}

/** `1.24 s over 3 passes`. */
export function durationOf({ medianMs, durationsMs }: TestHistory): string {
  return `${((medianMs ?? 0) / 1000).toFixed(2)} s over ${passes(durationsMs)}`;
}

/** `+120 ms a run over 9 passes, p 0.012`; a few passes tell no chance from a trend, and then there is no p. */
export function slopeOf({ slopeMs, noTrend, durationsMs }: TestHistory): string {
  if (slopeMs === null) return `${passes(durationsMs)}, no trend below three`;
  const probability = noTrend === null || durationsMs.length < 8 ? '' : `, p ${noTrend.toFixed(3)}`;
  return `${slopeMs < 0 ? '−' : '+'}${Math.abs(slopeMs).toFixed(0)} ms a run over ${passes(durationsMs)}${probability}`;
}

function passes({ length }: readonly number[]): string {
  return length === 1 ? '1 pass' : `${length} passes`;
}

/** The day and minute of a moment, in UTC. */
function day(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`;
}

function section(
  title: string,
  tests: readonly TestHistory[],
  figure: (test: TestHistory) => string,
): string[] {
  if (tests.length === 0) return ['', `${title}: none`];
  const width = Math.max(...tests.map((test) => figure(test).length));
  return ['', title, ...tests.map((test) => indented(`${figure(test).padEnd(width)}  ${test.name}`))];
}

function indented(line: string): string {
  return `  ${line}`;
}
