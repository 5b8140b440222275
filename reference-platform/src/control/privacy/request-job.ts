import type { Transaction } from 'kysely';
import type { CreatedBy, JobPayload } from '../../compute/protocol.ts';
import type { Schema } from '../../database/schema.ts';
import { enqueueJob } from '../jobs/enqueue.ts';
import type { JobRow } from '../jobs/tables.ts';

/** Puts the job of an export or erasure into the queue. */
export async function queueRequest(
  trx: Transaction<Schema>,
  tenantId: string,
  payload: Extract<JobPayload, { kind: 'export' | 'erasure' }>,
  createdBy: CreatedBy,
): Promise<JobRow> {
  const job = await enqueueJob(trx, tenantId, payload, createdBy);
  if (job === undefined) throw new Error('a privacy job hit a unique index that is for trainings');
  return job;
}
