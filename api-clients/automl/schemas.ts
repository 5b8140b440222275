import { z } from 'zod';
import { algorithmNameSchema } from '../algorithms/schemas.ts';
import { countSchema, creatorSchema, idSchema, instantSchema } from '../common/schemas.ts';
import { candidateMetricsSchema } from '../experiments/schemas.ts';

const trialSchema = z.strictObject({
  position: z.int().min(1).max(50),
  algorithm: algorithmNameSchema,
  parameters: z.record(z.string(), z.union([z.number(), z.string()])),
  status: z.enum(['completed', 'failed']),
  /** The metric that the run searches for. */
  value: z.number().min(0).max(1).nullable(),
  metrics: candidateMetricsSchema.nullable(),
  contamination: z.number().gt(0).max(0.5).nullable(),
  trainingMs: z.number().nonnegative().nullable(),
  scoringMs: z.number().nonnegative().nullable(),
  error: z.string().min(1).nullable(),
});

const searchMetricSchema = z.enum(['rocAuc', 'averagePrecision', 'precision', 'recall', 'f1']);

const runShape = {
  id: idSchema,
  name: z.string().min(1),
  datasetId: idSchema.nullable(),
  metric: searchMetricSchema,
  budget: z.strictObject({ trials: z.int().min(1).max(50), seconds: z.int().min(1).max(600) }),
  algorithms: z.array(algorithmNameSchema).min(1),
  featureColumns: z.array(z.string()).min(1),
  seed: countSchema,
  status: z.enum(['pending', 'running', 'completed', 'failed', 'cancelled']),
  /** What ended a completed run; `space`: there was nothing new to try. */
  stoppedBy: z.enum(['trials', 'seconds', 'space']).nullable(),
  jobId: idSchema,
  error: z.string().min(1).nullable(),
  trialCount: countSchema,
  best: trialSchema.nullable(),
  detectorId: idSchema.nullable(),
  createdBy: creatorSchema,
  createdAt: instantSchema,
  startedAt: instantSchema.nullable(),
  finishedAt: instantSchema.nullable(),
};

/** A run in a list: without its trials. */
export const automlRunSummarySchema = z.strictObject(runShape);
export type AutomlRunSummary = z.infer<typeof automlRunSummarySchema>;

export const automlRunSchema = z.strictObject({ ...runShape, trials: z.array(trialSchema) });
export type AutomlRun = z.infer<typeof automlRunSchema>;
