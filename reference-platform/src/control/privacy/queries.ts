import type { Transaction } from 'kysely';
import { readPage, type Page, type PageRange } from '../../database/page.ts';
import type { Schema } from '../../database/schema.ts';
import type { JobRow } from '../jobs/tables.ts';
import { ofPath } from '../rows.ts';
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

/** A page of the tenant's exports, newest first, and how many there are. */
export function listExports(
  trx: Transaction<Schema>,
  tenantId: string,
  range: PageRange,
): Promise<Page<ExportWithJob>> {
  return readPage(
    exportsOf(trx, tenantId)
      .orderBy('privacy_exports.created_at', 'desc')
      .orderBy('privacy_exports.id', 'desc'),
    range,
  );
}

/** A page of the tenant's erasures, newest first, and how many there are. */
export function listErasures(
  trx: Transaction<Schema>,
  tenantId: string,
  range: PageRange,
): Promise<Page<ErasureWithJob>> {
  return readPage(
    erasuresOf(trx, tenantId)
      .orderBy('privacy_erasures.created_at', 'desc')
      .orderBy('privacy_erasures.id', 'desc'),
    range,
  );
}

/** The export that the path names, for `object.find`. Throws 404. */
export const exportOfPath = ofPath((trx, tenantId, id) =>
  exportsOf(trx, tenantId).where('privacy_exports.id', '=', id),
);

/** The erasure that the path names, for `object.find`. Throws 404. */
export const erasureOfPath = ofPath((trx, tenantId, id) =>
  erasuresOf(trx, tenantId).where('privacy_erasures.id', '=', id),
);
