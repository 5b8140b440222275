import { canaryOracle as passive } from '../passive/canary.ts';
import { type MatrixObjection, objectTo, type Outcome } from './outcome.ts';

/** O2: no string of another tenant in body, header or error, whatever the status. */
export function canaryOracle(outcomes: readonly Outcome[]): MatrixObjection[] {
  return outcomes.flatMap((outcome) => {
    const { exchange, caller } = outcome;
    const observed = {
      exchange,
      caller,
      operation: undefined,
      json: undefined,
      surface: 'api',
      targetOrigin: '',
      toleratedServerErrors: [],
    } as const;
    return passive(observed).map((objection) => objectTo(outcome, 'canary', objection));
  });
}
