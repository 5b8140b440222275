import type { Transaction } from 'kysely';
import { readPage, type Page, type PageRange } from '../../database/page.ts';
import type { Schema } from '../../database/schema.ts';
import { ofPath } from '../rows.ts';
import type { JobRow } from './tables.ts';

/** The job that the path names, for `object.find`. Throws 404 where the tenant has none of this id. */
export const jobOfPath = ofPath((trx, tenantId, id) =>
  trx.selectFrom('jobs').selectAll().where('tenant_id', '=', tenantId).where('id', '=', id),
);

interface JobFilter extends PageRange {
  kind?: JobRow['kind'] | undefined;
  status?: JobRow['status'] | undefined;
}

/** One page of the tenant's jobs, newest first, and how many there are in all. */
export async function listJobs(
  trx: Transaction<Schema>,
  tenantId: string,
  { kind, status, ...range }: JobFilter,
): Promise<Page<JobRow>> {
  let selection = trx.selectFrom('jobs').where('tenant_id', '=', tenantId);
  if (kind !== undefined) selection = selection.where('kind', '=', kind);
  if (status !== undefined) selection = selection.where('status', '=', status);
  return readPage(selection.selectAll().orderBy('created_at', 'desc').orderBy('id', 'desc'), range);
}
