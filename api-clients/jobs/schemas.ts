import { z } from 'zod';
import { creatorSchema, idSchema, instantSchema } from '../common/schemas.ts';

export const jobSchema = z.strictObject({
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
  result: z
    .strictObject({ version: z.int().positive().nullable(), detectionId: idSchema.nullable() })
    .nullable(),
  error: z.string().min(1).nullable(),
  createdBy: creatorSchema,
  createdAt: instantSchema,
  startedAt: instantSchema.nullable(),
  finishedAt: instantSchema.nullable(),
});
export type Job = z.infer<typeof jobSchema>;
