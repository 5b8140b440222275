import { z } from 'zod';
import { creatorSchema, idSchema, timestampSchema } from '../../http/schemas.ts';
import type { JobRow } from './tables.ts';

/** A job as the API shows it. */
export const jobSchema = z
  .object({
    id: idSchema,
    kind: z.enum(['training', 'detection', 'evaluation', 'experiment', 'automl', 'export', 'erasure']),
    status: z.enum(['pending', 'running', 'completed', 'failed', 'cancelled']),
    progress: z.number().min(0).max(1),
    detectorId: idSchema.nullable(),
    datasetId: idSchema.nullable(),
    experimentId: idSchema.nullable(),
    automlRunId: idSchema.nullable(),
    exportId: idSchema.nullable(),
    erasureId: idSchema.nullable(),
    result: z.object({ version: z.int().nullable(), detectionId: idSchema.nullable() }).nullable(),
    error: z.string().nullable(),
    createdBy: creatorSchema,
    createdAt: timestampSchema,
    startedAt: timestampSchema.nullable(),
    finishedAt: timestampSchema.nullable(),
  })
  .meta({ id: 'Job' });

/** A row of `jobs` as the API shows it. */
export function toJob(row: JobRow): z.infer<typeof jobSchema> {
  return {
    id: row.id,
    kind: row.kind,
    status: row.status,
    progress: row.progress,
    detectorId: row.detector_id,
    datasetId: row.dataset_id,
    experimentId: row.payload.kind === 'experiment' ? row.payload.experimentId : null,
    automlRunId: row.payload.kind === 'automl' ? row.payload.runId : null,
    exportId: row.payload.kind === 'export' ? row.payload.exportId : null,
    erasureId: row.payload.kind === 'erasure' ? row.payload.erasureId : null,
    result: row.result,
    error: row.error,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}
