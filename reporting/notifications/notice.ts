import type { FullResult } from '@playwright/test/reporter';
import type { GatesReport } from '../gates/gates-page.ts';
import { describeTotals, type Totals } from '../run/totals.ts';

/** How a run has ended, in a word that two runs can be compared by. */
export type Verdict = 'passed' | 'failed' | 'interrupted';

/** What is told of a run, as plain text. */
export interface Notice {
  verdict: Verdict;
  /** `Touchstone failed: assay 0.1.0 at https://…`. */
  title: string;
  /** Name and value. */
  facts: readonly (readonly [string, string])[];
  /** Gates and tests that broke, one line each. */
  broken: readonly string[];
  /** Where the report is. */
  link: string | null;
}

/** What a notice is made from. */
export interface Ended {
  status: FullResult['status'];
  durationMs: number;
  runId: string;
  target: string;
  /** That of the run before; null where there is none. */
  before: Verdict | null;
  totals: Totals;
  /** Names of the tests that failed. */
  failures: readonly string[];
  /** What the gates have said of this run; null where they have not. */
  gates: Pick<GatesReport, 'gates' | 'objections'> | null;
  link: string | null;
}

/** More names than this are not read; the report has them all. */
const MOST_NAMES = 10;
const LONGEST_LINE = 180;

export function verdictOf(status: FullResult['status']): Verdict {
  return status === 'passed' || status === 'interrupted' ? status : 'failed';
}

export function noticeOf(ended: Ended): Notice {
  const { durationMs, runId, target, before, totals, failures, gates, link } = ended;
  const verdict = verdictOf(ended.status);
  const isBack = verdict === 'passed' && before !== null && before !== 'passed';
  const failed = (gates?.gates ?? []).filter(({ verdict: judged }) => judged === 'failed');
  const minutes = (durationMs / 60_000).toFixed(1);
  const lines = [
    ...failed.map(({ gate, figure, limit }) => `Gate ${gate}: ${figure}, ${limit}`),
    ...(gates?.objections ?? []),
    ...failures,
  ].map(shortened);
  return {
    verdict,
    title: `Touchstone ${isBack ? 'passes again' : verdict}: ${target}`,
    facts: [
      ['Tests', describeTotals(totals)],
      ...(gates === null ? [] : [['Gates', gatesText(gates.gates)] as const]),
      ['Duration', `${minutes} min`],
      ['Run', before === null ? runId : `${runId}, the one before ${before}`],
    ],
    broken:
      lines.length <= MOST_NAMES
        ? lines
        : [...lines.slice(0, MOST_NAMES - 1), `and ${lines.length - MOST_NAMES + 1} more`],
    link,
  };
}

function gatesText(gates: GatesReport['gates']): string {
  const count = (wanted: string) => gates.filter(({ verdict }) => verdict === wanted).length;
  return `${count('passed')} passed, ${count('failed')} failed, ${count('not judged')} not judged`;
}

function shortened(line: string): string {
  return line.length <= LONGEST_LINE ? line : `${line.slice(0, LONGEST_LINE)}…`;
}
