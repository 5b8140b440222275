import path from 'node:path';
import type { FullConfig, FullResult, Suite, TestCase } from '@playwright/test/reporter';
import { machineClass } from '../../load/comparison/machine-class.ts';
import { scopeOf } from '../run/scope.ts';
import { endOf } from '../run/totals.ts';
import { encoded, keyOf, type RunRecord, type TestRun } from './run-record.ts';
import { median } from './statistics.ts';

/** What is recorded of a run besides its results. */
export interface Circumstances {
  runId: string;
  code: string | null;
  /** What of the contract was exercised, by name; `undefined` where nobody knows. */
  covered: readonly string[] | undefined;
}

/** A run as the history keeps it, with the names of its tests by key. */
export function recordOf(
  config: FullConfig,
  suite: Suite,
  result: Pick<FullResult, 'status' | 'startTime' | 'duration'>,
  { runId, code, covered }: Circumstances,
): { run: RunRecord; names: Map<string, string> } {
  const names = new Map<string, string>();
  const runs = new Map<string, TestRun[]>();
  for (const test of suite.allTests().filter(({ results }) => results.length > 0)) {
    const name = nameOf(test);
    const key = keyOf(name);
    names.set(key, name);
    runs.set(key, [...(runs.get(key) ?? []), testRun(test)]);
  }
  return {
    run: {
      runId,
      startedAt: result.startTime.toISOString(),
      durationMs: Math.round(result.duration),
      status: result.status,
      code,
      machine: machineClass(),
      ...scopeOf(config, suite),
      tests: Object.fromEntries([...runs].map(([key, repetitions]) => [key, encoded(together(repetitions))])),
      ...(covered === undefined ? {} : { covered: [...covered] }),
    },
    names,
  };
}

/** Repetitions of a test in one run as one: flaky where they differ. */
export function together(repetitions: readonly TestRun[]): TestRun {
  const ends = new Set(repetitions.map(({ end }) => end));
  const wavers = ends.has('flaky') || (ends.has('passed') && ends.has('failed'));
  const [first] = ends;
  const worst = ends.has('failed') ? 'failed' : (first ?? 'interrupted');
  return {
    end: wavers ? 'flaky' : worst,
    durationMs: median(repetitions.map(({ durationMs }) => durationMs)),
  };
}

/** A test's name without its line, which moves: `[api] tests/api/a.spec.ts › describe › title`. */
function nameOf(test: TestCase): string {
  const [, project = '', , ...titles] = test.titlePath();
  return `[${project}] ${[path.relative(process.cwd(), test.location.file), ...titles].join(' › ')}`;
}

function testRun(test: TestCase): TestRun {
  return { end: endOf(test), durationMs: test.results.at(-1)?.duration ?? 0 };
}
