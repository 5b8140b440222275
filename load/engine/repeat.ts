import { overruns } from '../budgets/budget.ts';
import { measure } from './engine.ts';
import type { Measurement } from './measurement.ts';
import { isCrowded } from './validity.ts';
import type { Workload } from './workload.ts';

/** Every attempt in order, and the last of them, which is the conclusive one if any is. */
export interface Attempts {
  attempts: Measurement[];
  last: Measurement;
}

/**
 * Measures until a measurement says something of the target, at most `most` times: an invalid one says nothing, and an
 * overrun on a crowded machine may be the fault of strangers. An overrun on a machine with time to spare is never
 * measured anew.
 */
export async function measureUntilConclusive(workload: Workload, most = 5): Promise<Attempts> {
  const attempts: Measurement[] = [];
  for (;;) {
    const last = await measure(workload);
    attempts.push(last);
    if (isConclusive(last, workload) || attempts.length >= most) return { attempts, last };
  }
}

/** Whether the measurement answers the workload's question one way or the other. */
export function isConclusive(measurement: Measurement, { budgets }: Pick<Workload, 'budgets'>): boolean {
  if (measurement.invalid.length > 0) return false;
  return !isCrowded(measurement) || overruns(measurement, budgets).length === 0;
}
