import { isDeepStrictEqual } from 'node:util';
import type { MatrixObjection } from './outcome.ts';

/** What a view shows of a change that was made. */
export interface Reading {
  /** `members.list` */
  view: string;
  expected: unknown;
  actual: unknown;
}

/** O5: a change that was answered as done shows in every view. `where` names the cell. */
export function readBackOracle(where: string, readings: readonly Reading[]): MatrixObjection[] {
  return readings
    .filter(({ expected, actual }) => !isDeepStrictEqual(expected, actual))
    .map(({ view, expected, actual }) => ({
      oracle: 'read-back',
      where,
      objection: `was answered as done, but ${view} shows ${shown(actual)}, not ${shown(expected)}`,
    }));
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
