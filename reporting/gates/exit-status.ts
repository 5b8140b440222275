import type { FullResult } from '@playwright/test/reporter';
import type { Judgement } from './judgement.ts';

/** What the status of a run follows from. */
export interface Ending {
  /** As Playwright and the reporters before have it. */
  status: FullResult['status'];
  judgements: readonly Judgement[];
  /** Failed tests that no gate lets pass. */
  unexcused: readonly string[];
  /** Whether something besides tests went wrong: a worker, set-up, tear-down, a reporter. */
  hasOtherErrors: boolean;
  /** Whether a test failed, whatever became of that. */
  hasFailedTests: boolean;
}

/**
 * Failed as soon as a gate is. A run that has failed passes only where every failed test was let pass, by the quarantine or by a
 * gate, and nothing else went wrong: what stopped a run, or broke beside the tests, no gate excuses.
 */
export function exitStatus(ending: Ending): FullResult['status'] {
  const { status, judgements, unexcused, hasOtherErrors, hasFailedTests } = ending;
  if (status === 'timedout' || status === 'interrupted') return status;
  if (judgements.some(({ verdict }) => verdict === 'failed')) return 'failed';
  if (status === 'passed') return 'passed';
  return hasFailedTests && unexcused.length === 0 && !hasOtherErrors ? 'passed' : 'failed';
}
