import type { MatrixObjection } from './outcome.ts';
import { changedReadings, type View } from './view.ts';

/** O3: after `cells`, which were all denied or changed nothing, the owners see what they saw before. */
export function sideEffectOracle(cells: string, before: View, after: View): MatrixObjection[] {
  return changedReadings(before, after).map((reading) => ({
    oracle: 'side effect',
    where: cells,
    objection: `was answered as if nothing had happened, but ${reading} is not what it was`,
  }));
}
