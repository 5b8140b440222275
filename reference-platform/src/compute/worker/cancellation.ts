import type { Progress } from '../algorithms/matrix.ts';

/** Thrown out of a computation whose caller does not want it any more. */
export class TaskCancelled extends Error {
  override readonly name = 'TaskCancelled';

  constructor() {
    super('the task was cancelled');
  }
}

/** Job rows are written at most five times a second; more messages than twice that serve nobody. */
const REPORT_EVERY_MS = 100;

/** Progress that looks at the cancellation flag each time, and passes the fraction on every 100 ms. */
export function watchedProgress(cancelled: Int32Array, report: (fraction: number) => void): Progress {
  let reportedAt = performance.now();
  return (fraction) => {
    if (Atomics.load(cancelled, 0) === 1) throw new TaskCancelled();
    const now = performance.now();
    if (now - reportedAt < REPORT_EVERY_MS) return;
    reportedAt = now;
    report(fraction);
  };
}
