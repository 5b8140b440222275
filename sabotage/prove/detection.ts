import type { Outcome } from './outcome.ts';

/** How a test took a defect. Only `seen` is a proof: a crash or a time-out says that something is wrong, not what. */
export type Detection =
  { verdict: 'seen'; oracle: string } | { verdict: 'crashed' | 'timed out' | 'not seen' | 'not run' };

/** What stands for the error of a file in which no test was run. */
export const NOTHING_RAN = 'no test was run';

/** Errors that no check has thrown; a platform that cannot be reached, or not in time, answers 503. */
const CRASH =
  /^(?:TypeError|RangeError|ReferenceError|SyntaxError|SocketError|AbortError|no test was run)\b|\bThe operation was aborted\b|\b(?:ECONNREFUSED|ECONNRESET|EPIPE|other side closed|socket hang up|worker process exited)\b|(?:\bgot|→) 503\b/;

const PASSIVE = /\[oracle: ([^\]]+)\]/;
const UNIT = /^AssertionError\b/;
const MATCHER = /expect(?:\.poll|\.soft)?\([^)]*\)(?:\.not)?(?:\.resolves|\.rejects)?\.(\w+)/;
/** Lines of the authorisation matrix begin with their oracle. */
const MATRIX = /^\s*(status|canary|side effect|existence|read-back|audit) {2,}/m;

/** Judges what a test made of a defect, and by which oracle it saw it. */
export function detectionOf({ status, errors }: Pick<Outcome, 'status' | 'errors'>): Detection {
  switch (status) {
    case 'passed':
      return { verdict: 'not seen' };
    case 'skipped':
    case 'interrupted':
      return { verdict: 'not run' };
    case 'timedOut':
      return { verdict: 'timed out' };
    case 'failed': {
      const seen = errors.find((error) => !CRASH.test(error));
      return seen === undefined ? { verdict: 'crashed' } : { verdict: 'seen', oracle: oracleOf(seen) };
    }
  }
}

function oracleOf(error: string): string {
  const passive = PASSIVE.exec(error)?.[1];
  if (passive !== undefined) return `passive: ${passive}`;
  const matrix = MATRIX.exec(error)?.[1];
  if (matrix !== undefined) return `matrix: ${matrix}`;
  if (UNIT.test(error)) return 'unit test';
  const matcher = MATCHER.exec(error)?.[1];
  return matcher === undefined ? 'refused answer' : `expect: ${matcher}`;
}
