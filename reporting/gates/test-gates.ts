import { counted } from '../run/counted.ts';
import type { Group, QualityGates } from './gates-file.ts';
import { judged, type Judgement, notJudged, ONLY_PART } from './judgement.ts';
import { minutes, percent } from './limits.ts';
import type { Quarantine } from './quarantine.ts';
import type { GatedTest, RunFacts } from './run-facts.ts';

type Limits<Gate extends keyof QualityGates> = NonNullable<QualityGates[Gate]>;

/** Tests that failed, but for those in quarantine. */
export function failedTestsGate(
  { atMost }: Limits<'failedTests'>,
  { tests }: RunFacts,
  { excused }: Quarantine,
): Judgement {
  const own = tests.filter(({ name }) => !excused.has(name));
  const failed = own.filter(({ end }) => end === 'failed');
  const interrupted = own.filter(({ end }) => end === 'interrupted').length;
  const gate = 'failed tests';
  const figure = `${failed.length} of ${own.length}`;
  const limit = `at most ${atMost}`;
  if (interrupted > 0 && failed.length <= atMost)
    return notJudged(gate, { figure, limit, why: `${counted(interrupted, 'test')} did not run to the end` });
  return judged(gate, { figure, limit, holds: failed.length <= atMost, details: failed.map(shown) });
}

/** Tests that passed only on a retry, or only in some of their repetitions. */
export function flakyTestsGate(
  { atMost }: Limits<'flakyTests'>,
  { tests }: RunFacts,
  { excused }: Quarantine,
): Judgement {
  const ends = new Map<string, Set<GatedTest['end']>>();
  for (const test of tests.filter(({ name }) => !excused.has(name)))
    ends.set(shown(test), (ends.get(shown(test)) ?? new Set()).add(test.end));
  const flaky = [...ends].filter(
    ([, seen]) => seen.has('flaky') || (seen.has('passed') && seen.has('failed')),
  );
  return judged('flaky tests', {
    figure: `${flaky.length} of ${ends.size}`,
    limit: `at most ${atMost}`,
    holds: flaky.length <= atMost,
    details: flaky.map(([name]) => name),
  });
}

/** Share of a group's tests that passed, of those that ran; flaky and quarantined ones have gates of their own. */
export function successGate(name: string, group: Group, facts: RunFacts, { excused }: Quarantine): Judgement {
  const gate = `success of ${name}`;
  const limit = `at least ${percent(group.atLeast)}`;
  const own = facts.tests.filter((test) => isIn(group, test) && !excused.has(test.name));
  const failed = own.filter(({ end }) => end === 'failed');
  const ran = own.filter(({ end }) => end === 'passed' || end === 'flaky').length + failed.length;
  if (ran === 0) return notJudged(gate, { limit, why: 'no test of it ran' });
  const share = 1 - failed.length / ran;
  const figure = `${percent(share)} of ${ran}`;
  const isWhole = group.project === undefined ? !facts.isPart : facts.wholeProjects.has(group.project);
  if (!isWhole) return notJudged(gate, { figure, limit, why: 'only part of its tests ran' });
  return judged(gate, { figure, limit, holds: share >= group.atLeast, details: failed.map(shown) });
}

/** Whether a test counts to a group. */
export function isIn({ project, tag }: Group, test: GatedTest): boolean {
  return tag === undefined ? test.project === project : test.tags.includes(tag);
}

/** Budgets that a measurement of load has exceeded. */
export function loadBudgetsGate({ atMost }: Limits<'loadBudgets'>, { tests }: RunFacts): Judgement {
  const gate = 'load budgets exceeded';
  const limit = `at most ${atMost}`;
  const count = tests.reduce((sum, { budgetsJudged }) => sum + budgetsJudged, 0);
  const open = tests.reduce((sum, { budgetsOpen }) => sum + budgetsOpen, 0);
  const exceeded = tests.flatMap(({ budgetsExceeded }) => budgetsExceeded);
  if (count + open === 0) return notJudged(gate, { limit, why: 'no load was measured' });
  const figure = `${exceeded.length} of ${count}`;
  if (open > 0 && exceeded.length <= atMost)
    return notJudged(gate, { figure, limit, why: `${open} more: their measurements were not valid` });
  return judged(gate, {
    figure,
    limit,
    holds: exceeded.length <= atMost,
    details: exceeded,
  });
}

/** Tests whose failure does not fail the run: not too many, none for too long, none that is not there. */
export function quarantineGate(
  { atMost }: Limits<'quarantine'>,
  { isPart }: RunFacts,
  { entries, failed, objections, strangers }: Quarantine,
): Judgement {
  const gate = 'quarantine';
  const figure = entries.length === 0 ? '0' : `${entries.length}, ${failed} failed`;
  const limit = `at most ${atMost}`;
  const details = [
    ...(entries.length > atMost ? entries.map(({ place, test }) => `${place}: ${test}`) : []),
    ...objections,
    // A run of a part does not know what the other tests are called.
    ...(isPart ? [] : strangers.map(({ place, test }) => `${place}: no test is called “${test}”`)),
  ];
  if (details.length > 0) return judged(gate, { figure, limit, holds: false, details });
  if (strangers.length > 0) return notJudged(gate, { figure, limit, why: ONLY_PART });
  return judged(gate, { figure, limit, holds: true });
}

/** Time from the first test to the end of the last. */
export function durationGate({ atMost }: Limits<'duration'>, { isPart, durationMs }: RunFacts): Judgement {
  const gate = 'duration';
  const figure = minutes(durationMs);
  const limit = `at most ${minutes(atMost)}`;
  if (isPart) return notJudged(gate, { figure, limit, why: ONLY_PART });
  return judged(gate, { figure, limit, holds: durationMs <= atMost });
}

function shown({ project, name }: GatedTest): string {
  return `[${project}] ${name}`;
}
