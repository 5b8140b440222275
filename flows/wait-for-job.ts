import { setTimeout as delay } from 'node:timers/promises';
import type { ApiClient } from '../api-clients/api-client.ts';
import type { Job } from '../api-clients/jobs/schemas.ts';
import { succeeded } from './succeeded.ts';

const FINISHED: ReadonlySet<Job['status']> = new Set(['completed', 'failed', 'cancelled']);

/** Pauses between looks, in milliseconds; the last one is repeated. */
const PAUSES = [20, 50, 100, 250, 500];

/**
 * Waits until a job has completed, failed or been cancelled, and gives it as it then is. Throws after `timeoutMs`
 * (30 s) with the state it was in.
 */
export async function waitForJob(
  actor: { api: ApiClient },
  jobId: string,
  { timeoutMs = 30_000 }: { timeoutMs?: number } = {},
): Promise<Job> {
  const deadline = performance.now() + timeoutMs;
  for (let look = 0; ; look += 1) {
    const job = succeeded(await actor.api.jobs.get(jobId));
    if (FINISHED.has(job.status)) return job;
    if (performance.now() > deadline) {
      throw new Error(
        `job ${jobId} is still ${job.status} at ${job.progress * 100} % after ${timeoutMs / 1000} s`,
      );
    }
    await delay(PAUSES[Math.min(look, PAUSES.length - 1)]);
  }
}
