import { type Asvs, ASVS_LEVELS, type AsvsLevel } from '../../contract/asvs.ts';
import type { SecurityCheck } from '../../contract/security-checks.ts';
import { groupOf, groupTitles, riskTitles } from './catalogue-titles.ts';
import { MATRIX_CELLS, MATRIX_CHANNEL } from '../run/matrix-totals.ts';

/** How a test that claims a check ended; `refused` is a skip by the run's profile, `skipped` any other one. */
export type ClaimEnd = 'passed' | 'failed' | 'refused' | 'skipped';

/** A test of the run, with what it claims in its annotations. */
export interface ClaimingTest {
  name: string;
  end: ClaimEnd;
  annotations: readonly { type: string; description?: string | undefined }[];
}

/**
 * What the run says of a check: `proven` where a test that makes it passed and none failed, `failed` where one failed, `refused`
 * where the profile kept all of them from running, `left out` where the catalogue says what it waits for, else `open`.
 */
export type CheckState = 'proven' | 'failed' | 'refused' | 'left out' | 'open';

export const CHECK_STATES: readonly CheckState[] = ['proven', 'failed', 'refused', 'left out', 'open'];

export interface CheckCoverage {
  id: string;
  title: string;
  priority: SecurityCheck['priority'];
  state: CheckState;
  /** Why it is left out. */
  waits: string | null;
  asvs: readonly string[];
  tests: readonly Pick<ClaimingTest, 'name' | 'end'>[];
}

/** Part of a whole. */
export interface Share {
  covered: number;
  total: number;
}

export interface GroupCoverage {
  id: string;
  title: string;
  /** How many checks are in each state. */
  p0: Record<CheckState, number>;
  others: Record<CheckState, number>;
  checks: readonly CheckCoverage[];
}

export interface ChapterCoverage {
  id: string;
  title: string;
  levels: Record<AsvsLevel, Share>;
  exercised: readonly string[];
  open: readonly string[];
}

/** What a run has shown of the platform's security. */
export interface SecurityCoverage {
  /** Proven checks of those that are not left out. */
  p0: Share;
  others: Share;
  groups: readonly GroupCoverage[];
  /** Requirements that a passed test exercises. */
  asvs: { all: Share; levels: Record<AsvsLevel, Share>; chapters: readonly ChapterCoverage[] };
  /** Proven checks by risk of the OWASP API Security Top 10. */
  risks: readonly ({ id: string; title: string } & Share)[];
  /** Tests that the run's profile has refused. */
  refusedTests: number;
  /** The authorisation matrix; `null` where none of its tests passed. */
  matrix: { operations: number; channels: number; cells: number } | null;
}

/** Holds the tests that ran against the catalogue and the standard. */
export function securityCoverageOf(
  tests: readonly ClaimingTest[],
  checks: ReadonlyMap<string, SecurityCheck>,
  asvs: Asvs,
): SecurityCoverage {
  const covered = [...checks.values()].map((check) => coverageOfCheck(check, tests));
  const passed = tests.filter(({ end }) => end === 'passed');
  const exercised = new Set(passed.flatMap((test) => described(test, 'asvs')));
  return {
    p0: shareOf(covered.filter(({ priority }) => priority === 'P0')),
    others: shareOf(covered.filter(({ priority }) => priority !== 'P0')),
    groups: groupsOf(covered),
    asvs: asvsCoverage(asvs, exercised),
    risks: [...riskTitles].map(([id, title]) => ({
      id,
      title,
      ...shareOf(covered.filter((check) => checks.get(check.id)?.api.includes(id) ?? false)),
    })),
    refusedTests: tests.filter(({ end }) => end === 'refused').length,
    matrix: matrixOf(passed),
  };
}

/** One line for the terminal, without its label: checks, requirements, and tests that the profile refused. */
export function describeSecurity({ p0, others, asvs, refusedTests }: SecurityCoverage): string {
  const level = (id: AsvsLevel) => `L${id} ${asvs.levels[id].covered} of ${asvs.levels[id].total}`;
  return [
    `${p0.covered} of ${p0.total} P0 checks, ${others.covered} of ${others.total} others`,
    `ASVS 5.0: ${asvs.all.covered} requirements (${ASVS_LEVELS.map(level).join(', ')})`,
    ...(refusedTests > 0 ? [`${grouped(refusedTests)} tests refused by profile`] : []),
  ].join(' · ');
}

/** A number with its thousands set apart: `11,204`. */
export function grouped(count: number): string {
  return count.toLocaleString('en-GB');
}

/** Ids of the checks that a test claims. */
export function claimsOf(test: Pick<ClaimingTest, 'annotations'>): string[] {
  return described(test, 'check').map((description) => description.split(' ')[0] ?? '');
}

function coverageOfCheck(check: SecurityCheck, tests: readonly ClaimingTest[]): CheckCoverage {
  const claiming = tests.filter((test) => claimsOf(test).includes(check.id));
  const { id, title, priority, waits = null, asvs } = check;
  return {
    id,
    title,
    priority,
    state: stateOf(claiming, waits),
    waits,
    asvs,
    tests: claiming.map(({ name, end }) => ({ name, end })),
  };
}

function stateOf(claiming: readonly ClaimingTest[], waits: string | null): CheckState {
  const ends = new Set(claiming.map(({ end }) => end));
  if (ends.has('failed')) return 'failed';
  if (ends.has('passed')) return 'proven';
  if (ends.has('refused')) return 'refused';
  return waits === null ? 'open' : 'left out';
}

function shareOf(checks: readonly CheckCoverage[]): Share {
  const counted = checks.filter(({ state }) => state !== 'left out');
  return { covered: counted.filter(({ state }) => state === 'proven').length, total: counted.length };
}

function groupsOf(checks: readonly CheckCoverage[]): GroupCoverage[] {
  return [...groupTitles].map(([id, title]) => {
    const own = checks.filter((check) => groupOf(check.id) === id);
    return {
      id,
      title,
      p0: statesOf(own.filter(({ priority }) => priority === 'P0')),
      others: statesOf(own.filter(({ priority }) => priority !== 'P0')),
      checks: own,
    };
  });
}

function statesOf(checks: readonly CheckCoverage[]): Record<CheckState, number> {
  const count = (wanted: CheckState) => checks.filter(({ state }) => state === wanted).length;
  return {
    proven: count('proven'),
    failed: count('failed'),
    refused: count('refused'),
    'left out': count('left out'),
    open: count('open'),
  };
}

function asvsCoverage(asvs: Asvs, exercised: ReadonlySet<string>): SecurityCoverage['asvs'] {
  const all = [...asvs.requirements.values()];
  const share = (of: typeof all): Share => ({
    covered: of.filter(({ id }) => exercised.has(id)).length,
    total: of.length,
  });
  const byLevel = (of: typeof all): Record<AsvsLevel, Share> => ({
    1: share(of.filter(({ level }) => level === 1)),
    2: share(of.filter(({ level }) => level === 2)),
    3: share(of.filter(({ level }) => level === 3)),
  });
  return {
    all: share(all),
    levels: byLevel(all),
    chapters: [...asvs.chapters].map(([id, title]) => {
      const own = all.filter(({ chapter }) => chapter === id);
      return {
        id,
        title,
        levels: byLevel(own),
        exercised: own.filter((each) => exercised.has(each.id)).map((each) => each.id),
        open: own.filter((each) => !exercised.has(each.id)).map((each) => each.id),
      };
    }),
  };
}

/** Each test of the matrix tries one operation or channel; one that was repeated counts once. */
function matrixOf(passed: readonly ClaimingTest[]): SecurityCoverage['matrix'] {
  const cells = new Map<string, number>();
  const channels = new Set<string>();
  for (const test of passed) {
    const [counted] = described(test, MATRIX_CELLS);
    if (counted !== undefined) cells.set(test.name, Number(counted));
    for (const channel of described(test, MATRIX_CHANNEL)) channels.add(channel);
  }
  if (cells.size === 0) return null;
  return {
    operations: cells.size - channels.size,
    channels: channels.size,
    cells: [...cells.values()].reduce((sum, count) => sum + count, 0),
  };
}

function described({ annotations }: Pick<ClaimingTest, 'annotations'>, type: string): string[] {
  return annotations.flatMap((annotation) =>
    annotation.type === type && annotation.description !== undefined ? [annotation.description] : [],
  );
}
