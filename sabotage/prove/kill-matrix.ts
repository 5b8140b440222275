import type { LeftOut } from '../population/population.ts';
import { FAMILIES, type Family, type Trial } from './trial.ts';

/** How many defects of a family were tried, and how many a check has seen. */
export interface Score {
  family: Family;
  tried: number;
  killed: number;
}

/** What a test has ever seen. */
export interface TestRecord {
  test: string;
  /** Defects that it saw. */
  killed: number;
  /** Defects that it met and did not see. */
  missed: number;
  oracles: Record<string, number>;
}

/** Who saw which defect, by which oracle, how fast: `reports/prove/kill-matrix.json`. */
export interface KillMatrix {
  /** UTC ISO-8601. */
  madeAt: string;
  /** Defects that were asked for and not tried, because the proof was interrupted. */
  untried: number;
  scores: Score[];
  trials: readonly Trial[];
  tests: TestRecord[];
  /** Tests that met a defect and never saw one. */
  idle: string[];
  /** Tests that fail without a defect, with what they say. */
  falsePositives: Record<string, string>;
  leftOut: readonly LeftOut[];
}

/** Puts trials together. Pure. */
export function killMatrix({
  trials,
  untried,
  falsePositives,
  leftOut,
  madeAt,
}: {
  trials: readonly Trial[];
  untried: number;
  falsePositives: ReadonlyMap<string, string>;
  leftOut: readonly LeftOut[];
  madeAt: Date;
}): KillMatrix {
  const tests = testRecords(trials);
  return {
    madeAt: madeAt.toISOString(),
    untried,
    scores: FAMILIES.flatMap((family) => scoreOf(family, trials)),
    trials,
    tests,
    idle: tests.filter(({ killed }) => killed === 0).map(({ test }) => test),
    falsePositives: Object.fromEntries(falsePositives),
    leftOut,
  };
}

/** `98.5 %`; a score that is not whole is never rounded up to 100. */
export function percent({ killed, tried }: Pick<Score, 'killed' | 'tried'>): string {
  if (tried === 0) return '–';
  return killed === tried ? '100 %' : `${(Math.floor((killed / tried) * 1000) / 10).toFixed(1)} %`;
}

function scoreOf(family: Family, trials: readonly Trial[]): Score[] {
  const own = trials.filter((trial) => trial.family === family);
  const killed = own.filter(({ verdict }) => verdict === 'killed').length;
  return own.length === 0 ? [] : [{ family, tried: own.length, killed }];
}

function testRecords(trials: readonly Trial[]): TestRecord[] {
  const records = new Map<string, TestRecord>();
  for (const { test, verdict, oracle } of trials.flatMap(({ tried }) => tried)) {
    const record = records.get(test) ?? { test, killed: 0, missed: 0, oracles: {} };
    records.set(test, record);
    if (verdict === 'seen') record.killed += 1;
    if (verdict === 'not seen') record.missed += 1;
    if (oracle !== null) record.oracles[oracle] = (record.oracles[oracle] ?? 0) + 1;
  }
  return [...records.values()].sort((a, b) => b.killed - a.killed || (a.test < b.test ? -1 : 1));
}
