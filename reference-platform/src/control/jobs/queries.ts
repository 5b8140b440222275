import type { Transaction } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import type { JobRow } from './tables.ts';

/** A job of the tenant, or undefined where there is none of this id. */
export async function findJob(
  trx: Transaction<Schema>,
  tenantId: string,
  id: string,
): Promise<JobRow | undefined> {
  return trx
    .selectFrom('jobs')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst();
}

interface JobFilter {
  kind?: JobRow['kind'] | undefined;
  status?: JobRow['status'] | undefined;
  limit: number;
  offset: number;
}

/** One page of the tenant's jobs, newest first, and how many there are in all. */
export async function listJobs(
  trx: Transaction<Schema>,
  tenantId: string,
  { kind, status, limit, offset }: JobFilter,
): Promise<{ rows: JobRow[]; total: number }> {
  let selection = trx.selectFrom('jobs').where('tenant_id', '=', tenantId);
  if (kind !== undefined) selection = selection.where('kind', '=', kind);
  if (status !== undefined) selection = selection.where('status', '=', status);
  const { total } = await selection
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await selection
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute();
  return { rows, total };
}
