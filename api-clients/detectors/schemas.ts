import { z } from 'zod';
import { algorithmNameSchema } from '../algorithms/schemas.ts';
import { countSchema, creatorSchema, idSchema, instantSchema } from '../common/schemas.ts';
import { evaluationSchema, validationSchema } from './lifecycle-schemas.ts';

const parametersSchema = z.record(z.string(), z.union([z.number(), z.string()]));
const contaminationSchema = z.number().gt(0).max(0.5);
const share = z.number().min(0).max(1);

/** Agreement of labels with the truth, where the dataset knows it. */
export const metricsSchema = z
  .strictObject({ rocAuc: share, precision: share, recall: share, f1: share })
  .nullable();

export const detectorSchema = z.strictObject({
  id: idSchema,
  name: z.string().min(1),
  description: z.string(),
  algorithm: algorithmNameSchema,
  parameters: parametersSchema,
  contamination: contaminationSchema,
  seed: countSchema,
  status: z.enum(['untrained', 'training', 'ready', 'failed']),
  latestVersion: z.int().positive().nullable(),
  productionVersion: z.int().positive().nullable(),
  createdBy: creatorSchema,
  createdAt: instantSchema,
  updatedAt: instantSchema,
});
export type Detector = z.infer<typeof detectorSchema>;

export const detectorVersionSchema = z.strictObject({
  detectorId: idSchema,
  version: z.int().positive(),
  algorithm: algorithmNameSchema,
  parameters: parametersSchema,
  contamination: contaminationSchema,
  seed: countSchema,
  datasetId: idSchema.nullable(),
  featureColumns: z.array(z.string()).min(1),
  trainedRows: z.int().positive(),
  threshold: z.number(),
  trainingMs: z.number().nonnegative(),
  metrics: metricsSchema,
  modelBytes: z.int().positive(),
  /** Whether rows that it was trained on were erased since. */
  trainedOnErasedData: z.boolean(),
  origin: z.enum(['trained', 'imported']),
  evaluation: evaluationSchema.nullable(),
  validation: validationSchema,
  stage: z.enum(['staging', 'production', 'archived']),
  stageChangedAt: instantSchema.nullable(),
  stageChangedBy: creatorSchema.nullable(),
  createdAt: instantSchema,
});
export type DetectorVersion = z.infer<typeof detectorVersionSchema>;

export const predictionSchema = z.strictObject({
  detectorId: idSchema,
  version: z.int().positive(),
  threshold: z.number(),
  anomalyCount: countSchema,
  results: z
    .array(
      z.strictObject({
        index: countSchema,
        score: share,
        rawScore: z.number(),
        label: z.union([z.literal(0), z.literal(1)]),
      }),
    )
    .min(1),
});
export type Prediction = z.infer<typeof predictionSchema>;

/** Why rows score as they do: features by falling contribution, which is a share of the row's distance from what is typical. */
export const explanationSchema = z.strictObject({
  detectorId: idSchema,
  version: z.int().positive(),
  threshold: z.number(),
  results: z
    .array(
      z.strictObject({
        index: countSchema,
        score: share,
        rawScore: z.number(),
        label: z.union([z.literal(0), z.literal(1)]),
        features: z
          .array(
            z.strictObject({
              column: z.string().min(1),
              value: z.number().nullable(),
              contribution: share,
              typical: z.number(),
              low: z.number(),
              high: z.number(),
            }),
          )
          .min(1),
      }),
    )
    .min(1),
});
export type Explanation = z.infer<typeof explanationSchema>;
