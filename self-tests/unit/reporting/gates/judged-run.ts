import type { Evidence } from '../../../../reporting/gates/evidence.ts';
import type { Judged } from '../../../../reporting/gates/judge.ts';
import { readQuarantine } from '../../../../reporting/gates/quarantine-file.ts';
import { quarantineOf } from '../../../../reporting/gates/quarantine.ts';
import type { GatedTest, RunFacts } from '../../../../reporting/gates/run-facts.ts';

const NOW = new Date('2026-11-22T12:00:00Z');
const DAY_MS = 86_400_000;

let made = 0;

/** A test that passed, but for what is said otherwise. */
export function gatedTest(change: Partial<GatedTest> = {}): GatedTest {
  made += 1;
  return {
    name: `tests/api/a.spec.ts › test ${made}`,
    project: 'api',
    tags: [],
    end: 'passed',
    budgetsJudged: 0,
    budgetsOpen: 0,
    budgetsExceeded: [],
    ...change,
  };
}

/** So many tests, of which so many failed. */
export function tests(count: number, failed = 0, change: Partial<GatedTest> = {}): GatedTest[] {
  return Array.from({ length: count }, (_, index) =>
    gatedTest({ end: index < failed ? 'failed' : 'passed', ...change }),
  );
}

/** A whole run of the projects api and security in which all is well, but for what is said otherwise. */
export function judgedRun({
  facts = {},
  evidence = {},
  quarantine = '[]',
}: {
  facts?: Partial<RunFacts>;
  evidence?: Partial<Evidence>;
  quarantine?: string;
} = {}): Judged {
  const all: RunFacts = {
    tests: tests(10),
    isPart: false,
    wholeProjects: new Set(['api', 'security']),
    durationMs: 60_000,
    now: NOW,
    ...facts,
  };
  return {
    facts: all,
    quarantine: quarantineOf(readQuarantine(quarantine, 'quarantine.yaml'), all.tests, {
      longestMs: 30 * DAY_MS,
      now: NOW,
    }),
    evidence: { coverage: null, isClean: null, proof: null, comparison: null, ...evidence },
  };
}
