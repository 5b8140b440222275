import { keyOf, type RunRecord } from '../../../../reporting/history/run-record.ts';

/** A run of tests by name, with what they are recorded as: `p120`. */
export function runRecord(runId: string, { tests = {}, ...change }: Partial<RunRecord> = {}): RunRecord {
  return {
    runId,
    startedAt: '2026-11-22T10:00:00.000Z',
    durationMs: 100_000,
    status: 'passed',
    code: 'c1',
    machine: 'm1',
    isPart: false,
    scope: 'whole',
    tests: Object.fromEntries(Object.entries(tests).map(([name, text]) => [keyOf(name), text])),
    ...change,
  };
}

/** The names of the tests of runs. */
export function namesOf(...names: string[]): Map<string, string> {
  return new Map(names.map((name) => [keyOf(name), name]));
}
