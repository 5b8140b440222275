import type { Transaction } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import type { LookupContext } from '../../http/declaration.ts';
import { problem } from '../../http/problem.ts';
import type { JobRow } from '../jobs/tables.ts';
import type { PrivacyErasureRow, PrivacyExportRow } from './tables.ts';

/** What a request's job says; all null once retention has removed it. */
interface JobColumns {
  job_status: JobRow['status'] | null;
  job_progress: number | null;
  job_error: string | null;
}

/** An export with what its job says. */
export type ExportWithJob = PrivacyExportRow & JobColumns;
/** An erasure with what its job says. */
export type ErasureWithJob = PrivacyErasureRow & JobColumns;

interface Page {
  limit: number;
  offset: number;
}

const jobColumns = [
  'jobs.status as job_status',
  'jobs.progress as job_progress',
  'jobs.error as job_error',
] as const;

const exportsOf = (trx: Transaction<Schema>, tenantId: string) =>
  trx
    .selectFrom('privacy_exports')
    .leftJoin('jobs', 'jobs.id', 'privacy_exports.job_id')
    .selectAll('privacy_exports')
    .select(jobColumns)
    .where('privacy_exports.tenant_id', '=', tenantId);

const erasuresOf = (trx: Transaction<Schema>, tenantId: string) =>
  trx
    .selectFrom('privacy_erasures')
    .leftJoin('jobs', 'jobs.id', 'privacy_erasures.job_id')
    .selectAll('privacy_erasures')
    .select(jobColumns)
    .where('privacy_erasures.tenant_id', '=', tenantId);

async function countOf(
  trx: Transaction<Schema>,
  table: 'privacy_exports' | 'privacy_erasures',
  tenantId: string,
): Promise<number> {
  const { total } = await trx
    .selectFrom(table)
    .select((expression) => expression.fn.countAll<number>().as('total'))
    .where('tenant_id', '=', tenantId)
    .executeTakeFirstOrThrow();
  return total;
}

/** A page of the tenant's exports, newest first, and how many there are. */
export async function listExports(trx: Transaction<Schema>, tenantId: string, { limit, offset }: Page) {
  const rows: ExportWithJob[] = await exportsOf(trx, tenantId)
    .orderBy('privacy_exports.created_at', 'desc')
    .orderBy('privacy_exports.id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute();
  return { rows, total: await countOf(trx, 'privacy_exports', tenantId) };
}

/** A page of the tenant's erasures, newest first, and how many there are. */
export async function listErasures(trx: Transaction<Schema>, tenantId: string, { limit, offset }: Page) {
  const rows: ErasureWithJob[] = await erasuresOf(trx, tenantId)
    .orderBy('privacy_erasures.created_at', 'desc')
    .orderBy('privacy_erasures.id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute();
  return { rows, total: await countOf(trx, 'privacy_erasures', tenantId) };
}

/** The export that the path names, for `object.find`. Throws 404. */
export async function exportOfPath(context: LookupContext<{ id: string }>) {
  const { tenantId, params } = context;
  const row: ExportWithJob | undefined = await context.tenantTransaction((trx) =>
    exportsOf(trx, tenantId).where('privacy_exports.id', '=', params.id).executeTakeFirst(),
  );
  if (!row) throw problem.notFound();
  return row;
}

/** The erasure that the path names, for `object.find`. Throws 404. */
export async function erasureOfPath(context: LookupContext<{ id: string }>) {
  const { tenantId, params } = context;
  const row: ErasureWithJob | undefined = await context.tenantTransaction((trx) =>
    erasuresOf(trx, tenantId).where('privacy_erasures.id', '=', params.id).executeTakeFirst(),
  );
  if (!row) throw problem.notFound();
  return row;
}
