import type { GateVerdict, Judgement } from './judgement.ts';

const HEAD = ['gate', 'figure', 'limit', 'verdict'] as const;
/** More names than this say nothing more. */
const MOST_DETAILS = 10;

/** The judgements as an aligned table, then what broke which gate. */
export function gatesTable(judgements: readonly Judgement[]): string {
  const rows = [HEAD, ...judgements.map((each) => [each.gate, each.figure, each.limit, verdictOf(each)])];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [...lines, ...judgements.filter(({ verdict }) => verdict === 'failed').flatMap(detailsOf)].join(
    '\n',
  );
}

/** `11 passed, 2 FAILED (flaky tests, duration), 1 not judged`. */
export function describeGates(judgements: readonly Judgement[]): string {
  const of = (wanted: GateVerdict) => judgements.filter(({ verdict }) => verdict === wanted);
  const failed = of('failed');
  return [
    `${of('passed').length} passed`,
    failed.length === 0
      ? '0 failed'
      : `${failed.length} FAILED (${failed.map(({ gate }) => gate).join(', ')})`,
    `${of('not judged').length} not judged`,
  ].join(', ');
}

/** `passed`, `FAILED`, or `not judged: only part of the suite ran`. */
function verdictOf({ verdict, why }: Judgement): string {
  switch (verdict) {
    case 'passed':
      return 'passed';
    case 'failed':
      return 'FAILED';
    case 'not judged':
      return `not judged: ${why ?? 'unknown'}`;
  }
}

/** What broke a gate, at most ten lines. */
export function detailsOf({ gate, details }: Judgement): string[] {
  const shown = details.slice(0, MOST_DETAILS).map((line) => `${gate}: ${line}`);
  return details.length > shown.length
    ? [...shown, `${gate}: and ${details.length - shown.length} more`]
    : shown;
}
