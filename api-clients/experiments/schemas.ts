import { z } from 'zod';
import { algorithmNameSchema } from '../algorithms/schemas.ts';
import { countSchema, creatorSchema, idSchema, instantSchema } from '../common/schemas.ts';

const share = z.number().min(0).max(1);
const correlation = z.number().min(-1).max(1);
const duration = z.number().nonnegative();

const candidateShape = {
  name: z.string().min(1),
  algorithm: algorithmNameSchema,
  parameters: z.record(z.string(), z.union([z.number(), z.string()])),
  contamination: z.number().gt(0).max(0.5),
  seed: countSchema,
};

export const experimentSchema = z.strictObject({
  id: idSchema,
  name: z.string().min(1),
  description: z.string(),
  datasetId: idSchema.nullable(),
  candidates: z.array(z.strictObject(candidateShape)).min(1).max(20),
  holdout: z.number().min(0.1).max(0.5),
  seed: countSchema,
  status: z.enum(['draft', 'running', 'completed', 'failed', 'cancelled']),
  jobId: idSchema.nullable(),
  error: z.string().min(1).nullable(),
  createdBy: creatorSchema,
  createdAt: instantSchema,
  updatedAt: instantSchema,
  startedAt: instantSchema.nullable(),
  finishedAt: instantSchema.nullable(),
});
export type Experiment = z.infer<typeof experimentSchema>;

/** Figures on the labelled rows held out. */
export const candidateMetricsSchema = z.strictObject({
  rocAuc: share,
  averagePrecision: share,
  precision: share,
  recall: share,
  f1: share,
});

export const experimentResultSchema = z.strictObject({
  ...candidateShape,
  position: countSchema,
  status: z.enum(['pending', 'running', 'completed', 'failed', 'cancelled']),
  metrics: candidateMetricsSchema.nullable(),
  /** Mean Spearman correlation with the other candidates' scores. */
  agreement: correlation.nullable(),
  flaggedShare: share.nullable(),
  threshold: z.number().nullable(),
  trainedRows: countSchema.nullable(),
  holdoutRows: countSchema.nullable(),
  trainingMs: duration.nullable(),
  scoringMs: duration.nullable(),
  error: z.string().min(1).nullable(),
});
export type ExperimentResult = z.infer<typeof experimentResultSchema>;

export const comparisonMetricSchema = z.enum([
  'rocAuc',
  'averagePrecision',
  'precision',
  'recall',
  'f1',
  'agreement',
]);
export type ComparisonMetric = z.infer<typeof comparisonMetricSchema>;

const intervalSchema = z.strictObject({ lower: z.number(), upper: z.number() }).nullable();

const agreementSchema = z.strictObject({
  /** The candidates that the rows and columns of `matrix` stand for. */
  positions: z.array(countSchema),
  matrix: z.array(z.array(correlation)),
});

export const comparisonSchema = z.strictObject({
  experimentId: idSchema,
  metric: comparisonMetricSchema,
  labelled: z.boolean(),
  resamples: countSchema,
  confidence: share,
  entries: z.array(
    z.strictObject({
      rank: z.int().positive(),
      position: countSchema,
      name: z.string().min(1),
      algorithm: algorithmNameSchema,
      value: z.number(),
      interval: intervalSchema,
      difference: z.number().nonpositive(),
      differenceInterval: intervalSchema,
      significant: z.boolean().nullable(),
    }),
  ),
  agreement: agreementSchema,
});
export type Comparison = z.infer<typeof comparisonSchema>;

/** The document of `experiments.export` as JSON. */
export const experimentDocumentSchema = z.strictObject({
  experiment: experimentSchema,
  results: z.array(experimentResultSchema),
  comparison: z
    .strictObject({
      labelled: z.boolean(),
      resamples: countSchema,
      confidence: share,
      rankings: z.partialRecord(comparisonMetricSchema, z.array(z.looseObject({ position: countSchema }))),
      agreement: agreementSchema,
    })
    .nullable(),
});
export type ExperimentDocument = z.infer<typeof experimentDocumentSchema>;
