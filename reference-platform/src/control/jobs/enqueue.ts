import { sql, type Transaction } from 'kysely';
import { v7 as uuid } from 'uuid';
import { JOBS_CHANNEL, type CreatedBy, type JobPayload } from '../../compute/protocol.ts';
import type { Schema } from '../../database/schema.ts';
import type { JobRow } from './tables.ts';

/**
 * Puts a job into the queue; the compute plane hears of it when the transaction commits, not before.
 * Returns undefined where it would be the second active training of its detector.
 */
export async function enqueueJob(
  trx: Transaction<Schema>,
  tenantId: string,
  payload: JobPayload,
  createdBy: CreatedBy,
): Promise<JobRow | undefined> {
  const job = await trx
    .insertInto('jobs')
    .values({
      id: uuid(),
      tenant_id: tenantId,
      kind: payload.kind,
      detector_id: 'detectorId' in payload ? payload.detectorId : null,
      dataset_id: 'datasetId' in payload ? payload.datasetId : null,
      payload: JSON.stringify(payload),
      created_by: JSON.stringify(createdBy),
    })
    // The one unique index that can be hit is jobs_one_training.
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  if (job !== undefined) await announceJob(trx, job.id);
  return job;
}

/** Tells the compute plane, when the transaction commits, that a job is new or is to be cancelled. */
export async function announceJob(trx: Transaction<Schema>, jobId: string): Promise<void> {
  await sql`select pg_notify(${JOBS_CHANNEL}, ${jobId})`.execute(trx);
}

/** Tells the compute plane, when the transaction commits, that a tenant's jobs are to rest or may go on. */
export async function announceJobsOf(trx: Transaction<Schema>, tenantId: string): Promise<void> {
  await sql`select pg_notify(${JOBS_CHANNEL}, ${tenantId})`.execute(trx);
}
