import type { Workload } from '../engine/workload.ts';
import type { Measurement } from '../measurement/measurement.ts';
import { offerWorkloads, type RunOptions } from './offer-workloads.ts';

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
 * invalid one says nothing of the target. A valid one that overruns its budget is never measured anew, nor is one that was ended
 * early.
 */
export async function measureUntilValid(
  workloads: readonly Workload[],
  options: RunOptions,
  most = 3,
): Promise<Attempts> {
  const attempts: Measured[][] = [];
  for (;;) {
    const measurements = await offerWorkloads(workloads, options);
    const last = workloads.flatMap((workload, index) => {
      const measurement = measurements[index];
      return measurement === undefined ? [] : [{ workload, measurement }];
    });
    attempts.push(last);
    const over = last.every(
      ({ measurement }) => measurement.invalid.length === 0 || measurement.aborted !== null,
    );
    if (over || attempts.length >= most) return { attempts, last };
  }
}
