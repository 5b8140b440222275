import type { TestCase } from '@playwright/test/reporter';

/** Tests by how they ended, each counted once. */
export interface Totals {
  passed: number;
  failed: number;
  /** Passed only on a retry; a run with one of these has failed. */
  flaky: number;
  skipped: number;
  /** Begun or never begun when the run was stopped. */
  interrupted: number;
}

/** Counts tests by their outcome over all attempts. */
export function countTests(tests: readonly TestCase[]): Totals {
  const totals: Totals = { passed: 0, failed: 0, flaky: 0, skipped: 0, interrupted: 0 };
  for (const test of tests) totals[endOf(test)] += 1;
  return totals;
}

/** One line: `12 passed, 1 failed`, what is zero left out but for failures. */
export function describeTotals({ passed, failed, flaky, skipped, interrupted }: Totals): string {
  const rest = { flaky, skipped, 'not run': interrupted };
  const counted = Object.entries(rest).flatMap(([word, count]) => (count > 0 ? [`${count} ${word}`] : []));
  return [`${passed} passed`, `${failed} failed`, ...counted].join(', ');
}

/** How a test ended over all its attempts. */
export function endOf(test: TestCase): keyof Totals {
  const last = test.results.at(-1);
  if (last === undefined) return test.expectedStatus === 'skipped' ? 'skipped' : 'interrupted';
  if (last.status === 'interrupted') return 'interrupted';
  // A stopped run reports what it had not begun as skipped, though nobody asked for that.
  if (last.status === 'skipped' && test.expectedStatus !== 'skipped') return 'interrupted';
  switch (test.outcome()) {
    case 'expected':
      return 'passed';
    case 'flaky':
      return 'flaky';
    case 'skipped':
      return 'skipped';
    case 'unexpected':
      return 'failed';
  }
}
