import { measure } from './engine.ts';
import type { Measurement } from './measurement.ts';
import type { Workload } from './workload.ts';

/** Every attempt in order, and the last of them, which is the valid one if any is. */
export interface Attempts {
  attempts: Measurement[];
  last: Measurement;
}

/**
 * Measures until a measurement is valid, at most `most` times: an invalid one says nothing of the target. A valid one that
 * overruns its budget is never measured anew.
 */
export async function measureUntilValid(workload: Workload, most = 3): Promise<Attempts> {
  const attempts: Measurement[] = [];
  for (;;) {
    const last = await measure(workload);
    attempts.push(last);
    if (last.invalid.length === 0 || attempts.length >= most) return { attempts, last };
  }
}
