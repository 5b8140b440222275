import type { Transaction } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import type { DetectionRow } from './tables.ts';

/** A detection of the tenant, or undefined where there is none of this id. */
export async function findDetection(
  trx: Transaction<Schema>,
  tenantId: string,
  id: string,
): Promise<DetectionRow | undefined> {
  return trx
    .selectFrom('detections')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst();
}

interface DetectionFilter {
  detectorId?: string | undefined;
  datasetId?: string | undefined;
  limit: number;
  offset: number;
}

/** One page of the tenant's detections, newest first, and how many there are in all. */
export async function listDetections(
  trx: Transaction<Schema>,
  tenantId: string,
  { detectorId, datasetId, limit, offset }: DetectionFilter,
): Promise<{ rows: DetectionRow[]; total: number }> {
  let selection = trx.selectFrom('detections').where('tenant_id', '=', tenantId);
  if (detectorId !== undefined) selection = selection.where('detector_id', '=', detectorId);
  if (datasetId !== undefined) selection = selection.where('dataset_id', '=', datasetId);
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
