import type { Transaction } from 'kysely';
import { readPage, type Page, type PageRange } from '../../database/page.ts';
import type { Schema } from '../../database/schema.ts';
import { ofPath } from '../rows.ts';
import type { DetectionRow } from './tables.ts';

/** The detection that the path names, for `object.find`. Throws 404 where the tenant has none of this id. */
export const detectionOfPath = ofPath((trx, tenantId, id) =>
  trx.selectFrom('detections').selectAll().where('tenant_id', '=', tenantId).where('id', '=', id),
);

interface DetectionFilter extends PageRange {
  detectorId?: string | undefined;
  datasetId?: string | undefined;
}

/** One page of the tenant's detections, newest first, and how many there are in all. */
export async function listDetections(
  trx: Transaction<Schema>,
  tenantId: string,
  { detectorId, datasetId, ...range }: DetectionFilter,
): Promise<Page<DetectionRow>> {
  let selection = trx.selectFrom('detections').where('tenant_id', '=', tenantId);
  if (detectorId !== undefined) selection = selection.where('detector_id', '=', detectorId);
  if (datasetId !== undefined) selection = selection.where('dataset_id', '=', datasetId);
  return readPage(selection.selectAll().orderBy('created_at', 'desc').orderBy('id', 'desc'), range);
}
