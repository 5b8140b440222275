import type { RunRecord } from '../history/run-record.ts';
import type { CoverageChange } from './contract-coverage-file.ts';

/** Holds what was seen against the last earlier run of the same tests that is known. */
export function changeSince(
  runs: readonly Pick<RunRecord, 'runId' | 'startedAt' | 'scope' | 'covered'>[],
  scope: string,
  covered: readonly string[],
): CoverageChange | null {
  const last = runs.findLast((run) => run.scope === scope && run.covered !== undefined);
  if (last?.covered === undefined) return null;
  const [before, now] = [new Set(last.covered), new Set(covered)];
  return {
    since: { runId: last.runId, startedAt: last.startedAt },
    gained: covered.filter((name) => !before.has(name)),
    lost: last.covered.filter((name) => !now.has(name)),
  };
}
