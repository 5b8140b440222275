import { sql, type Transaction } from 'kysely';
import type { z } from 'zod';
import { readPage, type Page, type PageRange } from '../../database/page.ts';
import type { Schema } from '../../database/schema.ts';
import { locked, ofPath } from '../rows.ts';
import type { listQuery } from './input.ts';
import type { DetectorRow, DetectorVersionRow } from './tables.ts';

const detectorById = (trx: Transaction<Schema>, tenantId: string, id: string) =>
  trx.selectFrom('detectors').selectAll().where('tenant_id', '=', tenantId).where('id', '=', id);

/** A detector of the tenant, or undefined where there is none of this id. */
export async function findDetector(
  trx: Transaction<Schema>,
  tenantId: string,
  id: string,
): Promise<DetectorRow | undefined> {
  return detectorById(trx, tenantId, id).executeTakeFirst();
}

/** The detector that the path names, for `object.find`. Throws 404 where the tenant has none of this id. */
export const detectorOfPath = ofPath(detectorById);

/** A detector of the tenant, locked against other changes. Throws 404 where there is none of this id. */
export const lockDetector = locked(detectorById);

/** One version of a detector, or undefined where there is none of this number. */
export async function findVersion(
  trx: Transaction<Schema>,
  tenantId: string,
  detectorId: string,
  version: number,
): Promise<DetectorVersionRow | undefined> {
  return trx
    .selectFrom('detector_versions')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('detector_id', '=', detectorId)
    .where('version', '=', version)
    .executeTakeFirst();
}

/** The version that works when none is named: the one in production, or else the latest; null where there is none. */
export function versionInUse(detector: DetectorRow): number | null {
  return detector.production_version ?? detector.latest_version;
}

const sortColumns = { createdAt: 'created_at', name: 'name' } as const;

/** One page of the tenant's detectors, and how many there are in all. */
export async function listDetectors(
  trx: Transaction<Schema>,
  tenantId: string,
  { algorithm, status, q, sort, ...range }: z.output<typeof listQuery>,
): Promise<Page<DetectorRow>> {
  let selection = trx.selectFrom('detectors').where('tenant_id', '=', tenantId);
  if (algorithm !== undefined) selection = selection.where('algorithm', '=', algorithm);
  if (status !== undefined) selection = selection.where('status', '=', status);
  if (q !== undefined) selection = selection.where(sql<boolean>`strpos(lower(name), lower(${q})) > 0`);

  const direction = sort.startsWith('-') ? 'desc' : 'asc';
  const column = sortColumns[sort === 'name' || sort === '-name' ? 'name' : 'createdAt'];
  return readPage(selection.selectAll().orderBy(column, direction).orderBy('id', direction), range);
}

/** One page of a detector's versions, newest first, and how many there are in all. */
export async function listVersions(
  trx: Transaction<Schema>,
  tenantId: string,
  detectorId: string,
  range: PageRange,
): Promise<Page<DetectorVersionRow>> {
  const selection = trx
    .selectFrom('detector_versions')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('detector_id', '=', detectorId)
    .orderBy('version', 'desc');
  return readPage(selection, range);
}
