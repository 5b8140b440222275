import { sql, type Transaction } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import { problem } from '../../http/problem.ts';
import { announceJob } from './enqueue.ts';
import type { JobRow } from './tables.ts';

/**
 * Cancels a pending job at once, and asks the compute plane to stop a running one. Returns the job as it is now.
 * Throws 404 where there is none, 409 where it is finished or an erasure.
 */
export async function cancelJob(trx: Transaction<Schema>, tenantId: string, id: string): Promise<JobRow> {
  const job = await trx
    .selectFrom('jobs')
    .select(['status', 'kind', 'detector_id'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (job === undefined) throw problem.notFound();
  if (job.kind === 'erasure') throw problem.conflict('An erasure cannot be cancelled.');
  if (job.status !== 'pending' && job.status !== 'running') {
    throw problem.conflict(`The job is ${job.status} already.`);
  }

  const change =
    job.status === 'pending'
      ? { status: 'cancelled' as const, finished_at: new Date() }
      : { cancel_requested_at: sql<Date>`coalesce(cancel_requested_at, now())` };
  const changed = await trx
    .updateTable('jobs')
    .set(change)
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  if (job.status === 'pending' && job.kind === 'training' && job.detector_id !== null) {
    await endTraining(trx, tenantId, job.detector_id);
  }
  await announceJob(trx, id);
  return changed;
}

/** Gives a detector the status that it had before the training that did not come to be. */
async function endTraining(trx: Transaction<Schema>, tenantId: string, detectorId: string): Promise<void> {
  await trx
    .updateTable('detectors')
    .set({
      status: sql<'untrained' | 'ready'>`case when latest_version is null then 'untrained' else 'ready' end`,
      updated_at: new Date(),
    })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', detectorId)
    .execute();
}
