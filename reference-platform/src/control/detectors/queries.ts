import { sql, type Transaction } from 'kysely';
import type { z } from 'zod';
import type { Schema } from '../../database/schema.ts';
import { problem } from '../../http/problem.ts';
import type { listQuery } from './input.ts';
import type { DetectorRow, DetectorVersionRow } from './tables.ts';

/** A detector of the tenant, or undefined where there is none of this id. */
export async function findDetector(
  trx: Transaction<Schema>,
  tenantId: string,
  id: string,
): Promise<DetectorRow | undefined> {
  return trx
    .selectFrom('detectors')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** As `findDetector`, but locks the row against other changes and throws 404 where there is none. */
export async function lockDetector(
  trx: Transaction<Schema>,
  tenantId: string,
  id: string,
): Promise<DetectorRow> {
  const row = await trx
    .selectFrom('detectors')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw problem.notFound();
  return row;
}

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
  { algorithm, status, q, sort, limit, offset }: z.output<typeof listQuery>,
): Promise<{ rows: DetectorRow[]; total: number }> {
  let selection = trx.selectFrom('detectors').where('tenant_id', '=', tenantId);
  if (algorithm !== undefined) selection = selection.where('algorithm', '=', algorithm);
  if (status !== undefined) selection = selection.where('status', '=', status);
  if (q !== undefined) selection = selection.where(sql<boolean>`strpos(lower(name), lower(${q})) > 0`);

  const direction = sort.startsWith('-') ? 'desc' : 'asc';
  const column = sortColumns[sort === 'name' || sort === '-name' ? 'name' : 'createdAt'];
  const { total } = await selection
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await selection
    .selectAll()
    .orderBy(column, direction)
    .orderBy('id', direction)
    .limit(limit)
    .offset(offset)
    .execute();
  return { rows, total };
}

/** One page of a detector's versions, newest first, and how many there are in all. */
export async function listVersions(
  trx: Transaction<Schema>,
  tenantId: string,
  detectorId: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ rows: DetectorVersionRow[]; total: number }> {
  const selection = trx
    .selectFrom('detector_versions')
    .where('tenant_id', '=', tenantId)
    .where('detector_id', '=', detectorId);
  const { total } = await selection
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await selection.selectAll().orderBy('version', 'desc').limit(limit).offset(offset).execute();
  return { rows, total };
}
