import { z } from 'zod';
import { evaluationFigures } from '../../compute/lifecycle/protocol.ts';
import { algorithmId, qualityMetrics } from '../../compute/protocol.ts';
import { creatorSchema, idSchema, timestampSchema } from '../../http/schemas.ts';
import type { DetectorRow, DetectorVersionRow } from './tables.ts';
import { leastRocAuc, validationOf } from './validation.ts';

const parameterValues = z.record(z.string(), z.union([z.number(), z.string()]));

/** Quality against the labels of a dataset, each in 0..1; null where it has no labels of both classes. */
export const metricsSchema = z.object(qualityMetrics.shape).nullable();

/** A detector as the API shows it. */
export const detectorSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    description: z.string(),
    algorithm: algorithmId,
    parameters: parameterValues,
    contamination: z.number(),
    seed: z.int(),
    status: z.enum(['untrained', 'training', 'ready', 'failed']),
    latestVersion: z.int().nullable(),
    productionVersion: z.int().nullable(),
    createdBy: creatorSchema,
    createdAt: timestampSchema,
    updatedAt: timestampSchema,
  })
  .meta({ id: 'Detector' });

/** The figures of an evaluation of a version as the API shows them. */
export const evaluationSchema = z
  .object({ ...evaluationFigures.shape, datasetId: idSchema, evaluatedAt: timestampSchema })
  .meta({ id: 'Evaluation' });

const validationSchema = z.object({
  status: z.enum(['pending', 'passed', 'failed']),
  rocAuc: z.number().nullable(),
  leastRocAuc: z.literal(leastRocAuc),
});

/** One trained version of a detector as the API shows it. */
export const detectorVersionSchema = z
  .object({
    detectorId: idSchema,
    version: z.int(),
    algorithm: algorithmId,
    parameters: parameterValues,
    contamination: z.number(),
    seed: z.int(),
    datasetId: idSchema.nullable(),
    featureColumns: z.array(z.string()),
    trainedRows: z.int(),
    threshold: z.number(),
    trainingMs: z.number(),
    metrics: metricsSchema,
    modelBytes: z.int(),
    /** Whether rows that it was trained on were erased since. */
    trainedOnErasedData: z.boolean(),
    origin: z.enum(['trained', 'imported']),
    evaluation: evaluationSchema.nullable(),
    validation: validationSchema,
    stage: z.enum(['staging', 'production', 'archived']),
    stageChangedAt: timestampSchema.nullable(),
    stageChangedBy: creatorSchema.nullable(),
    createdAt: timestampSchema,
  })
  .meta({ id: 'DetectorVersion' });

/** A row of `detectors` as the API shows it. */
export function toDetector(row: DetectorRow): z.infer<typeof detectorSchema> {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    algorithm: row.algorithm,
    parameters: row.parameters,
    contamination: row.contamination,
    seed: row.seed,
    status: row.status,
    latestVersion: row.latest_version,
    productionVersion: row.production_version,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

/** A row of `detector_versions` as the API shows it. */
export function toDetectorVersion(row: DetectorVersionRow): z.infer<typeof detectorVersionSchema> {
  return {
    detectorId: row.detector_id,
    version: row.version,
    algorithm: row.algorithm,
    parameters: row.parameters,
    contamination: row.contamination,
    seed: row.seed,
    datasetId: row.dataset_id,
    featureColumns: row.feature_columns,
    trainedRows: row.trained_rows,
    threshold: row.threshold,
    trainingMs: row.training_ms,
    metrics: row.metrics,
    modelBytes: row.model_bytes,
    trainedOnErasedData: row.trained_on_erased_data,
    origin: row.origin,
    evaluation: row.evaluation,
    validation: validationOf(row),
    stage: row.stage,
    stageChangedAt: row.stage_changed_at?.toISOString() ?? null,
    stageChangedBy: row.stage_changed_by,
    createdAt: row.created_at.toISOString(),
  };
}
