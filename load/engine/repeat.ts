import { measure } from './engine.ts';
import type { Measurement } from './measurement.ts';
import type { Workload } from './workload.ts';

/** What was measured of a workload. */
export interface Measured {
  workload: Workload;
  measurement: Measurement;
}

/** Every attempt in order, each a measurement a workload, and the last of them, which is the valid one if any is. */
export interface Attempts {
  attempts: Measured[][];
  last: Measured[];
}

/**
 * Offers workloads at once and measures each until all measurements of an attempt are valid, at most `most` times: an
 * invalid one says nothing of the target. A valid one that overruns its budget is never measured anew.
 */
export async function measureUntilValid(workloads: readonly Workload[], most = 3): Promise<Attempts> {
  const attempts: Measured[][] = [];
  for (;;) {
    const last = await Promise.all(
      workloads.map(async (workload) => ({ workload, measurement: await measure(workload) })),
    );
    attempts.push(last);
    const valid = last.every(({ measurement }) => measurement.invalid.length === 0);
    if (valid || attempts.length >= most) return { attempts, last };
  }
}
