import { sql, type Transaction } from 'kysely';
import { z } from 'zod';
import { countRows, type PageRange } from '../../database/page.ts';
import type { Schema } from '../../database/schema.ts';
import { idSchema, timestampSchema } from '../../http/schemas.ts';
import { shiftsOf } from './shift-queries.ts';

/** How the version of a detector that is in use has done so far. */
export const modelSchema = z
  .object({
    detectorId: idSchema,
    name: z.string(),
    algorithm: z.string(),
    version: z.int(),
    trainedAt: timestampSchema,
    evaluatedAt: timestampSchema.nullable(),
    detections: z.int().min(0),
    scoredRows: z.int().min(0),
    anomalies: z.int().min(0),
    anomalyShare: z.number().nullable(),
    lastDetectionAt: timestampSchema.nullable(),
    scoreShift: z.number().min(0).max(1).nullable(),
  })
  .meta({ id: 'MonitoredModel' });

interface ModelRow {
  detector_id: string;
  name: string;
  algorithm: string;
  version: number;
  trained_at: Date;
  evaluated_at: string | null;
  detections: number;
  scored_rows: number;
  anomalies: number;
  last_detection_at: Date | null;
}

/**
 * One page of the tenant's trained detectors by name, each with its version in use (the one in production, else the
 * latest) and the figures of that version's stored detections, and how many there are in all.
 */
export async function listModels(
  trx: Transaction<Schema>,
  tenantId: string,
  { limit, offset }: PageRange,
): Promise<{ items: z.infer<typeof modelSchema>[]; total: number }> {
  const total = await countRows(
    trx.selectFrom('detectors').where('tenant_id', '=', tenantId).where('latest_version', 'is not', null),
  );
  const { rows } = await sql<ModelRow>`
    select detector.id as detector_id, detector.name, trained.algorithm, trained.version,
      trained.created_at as trained_at, trained.evaluation ->> 'evaluatedAt' as evaluated_at,
      figures.detections, figures.scored_rows, figures.anomalies, figures.last_detection_at
    from detectors detector
    join detector_versions trained on trained.detector_id = detector.id
      and trained.version = coalesce(detector.production_version, detector.latest_version)
    cross join lateral (
      select count(*) as detections, coalesce(sum(row_count), 0) as scored_rows,
        coalesce(sum(anomaly_count), 0) as anomalies, max(created_at) as last_detection_at
      from detections
      where tenant_id = detector.tenant_id and detector_id = detector.id and detector_version = trained.version
    ) as figures
    where detector.tenant_id = ${tenantId}
    order by detector.name, detector.id
    limit ${limit} offset ${offset}`.execute(trx);
  const shifts = new Map(
    (await shiftsOf(trx, tenantId)).map(({ detectorId, version, shift }) => [
      `${detectorId} ${version}`,
      shift,
    ]),
  );
  const items = rows.map((row) => ({
    detectorId: row.detector_id,
    name: row.name,
    algorithm: row.algorithm,
    version: row.version,
    trainedAt: row.trained_at.toISOString(),
    evaluatedAt: row.evaluated_at,
    detections: row.detections,
    scoredRows: row.scored_rows,
    anomalies: row.anomalies,
    anomalyShare: row.scored_rows === 0 ? null : row.anomalies / row.scored_rows,
    lastDetectionAt: row.last_detection_at?.toISOString() ?? null,
    scoreShift: shifts.get(`${row.detector_id} ${row.version}`) ?? null,
  }));
  return { items, total };
}
