import type { Transaction } from 'kysely';
import type { CreatedBy, JobPayload } from '../../compute/protocol.ts';
import type { Schema } from '../../database/schema.ts';
import { enqueueJob } from '../jobs/enqueue.ts';
import type { JobRow } from '../jobs/tables.ts';
import type { FoundSubject } from './subject.ts';

/** An export or erasure of what is known of a person. */
export interface PrivacyRequest {
  readonly id: string;
  readonly tenantId: string;
  readonly createdBy: CreatedBy;
  readonly found: FoundSubject;
}

/** Records an export and puts its job into the queue. */
export async function queueExport(trx: Transaction<Schema>, request: PrivacyRequest): Promise<JobRow> {
  const job = await queueJob(trx, request, { kind: 'export', exportId: request.id });
  await trx.insertInto('privacy_exports').values(rowOf(request, job)).execute();
  return job;
}

/** Records an erasure and puts its job into the queue. */
export async function queueErasure(trx: Transaction<Schema>, request: PrivacyRequest): Promise<JobRow> {
  const job = await queueJob(trx, request, { kind: 'erasure', erasureId: request.id });
  await trx.insertInto('privacy_erasures').values(rowOf(request, job)).execute();
  return job;
}

async function queueJob(
  trx: Transaction<Schema>,
  { tenantId, createdBy }: PrivacyRequest,
  payload: Extract<JobPayload, { kind: 'export' | 'erasure' }>,
): Promise<JobRow> {
  const job = await enqueueJob(trx, tenantId, payload, createdBy);
  if (job === undefined) throw new Error('a privacy job hit a unique index that is for trainings');
  return job;
}

function rowOf({ id, tenantId, createdBy, found }: PrivacyRequest, job: JobRow) {
  return {
    id,
    tenant_id: tenantId,
    job_id: job.id,
    subject: JSON.stringify(found.subject),
    search: JSON.stringify(found.search),
    created_by: JSON.stringify(createdBy),
  };
}
