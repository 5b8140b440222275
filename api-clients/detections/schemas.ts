import { z } from 'zod';
import { countSchema, creatorSchema, idSchema, instantSchema } from '../common/schemas.ts';
import { metricsSchema } from '../detectors/schemas.ts';

const scoreSchema = z.number().min(0).max(1);

export const detectionSchema = z.strictObject({
  id: idSchema,
  detectorId: idSchema,
  detectorVersion: z.int().positive(),
  datasetId: idSchema.nullable(),
  rowCount: z.int().positive(),
  anomalyCount: countSchema,
  threshold: z.number(),
  scores: z.strictObject({
    min: scoreSchema,
    max: scoreSchema,
    mean: scoreSchema,
    p50: scoreSchema,
    p95: scoreSchema,
    p99: scoreSchema,
  }),
  histogram: z.strictObject({
    edges: z.array(z.number()).length(21),
    counts: z.array(countSchema).length(20),
  }),
  metrics: metricsSchema,
  durationMs: z.number().nonnegative(),
  createdBy: creatorSchema,
  createdAt: instantSchema,
});
export type Detection = z.infer<typeof detectionSchema>;

export const anomalySchema = z.strictObject({
  rank: z.int().positive(),
  rowIndex: countSchema,
  score: scoreSchema,
  rawScore: z.number(),
  features: z
    .array(
      z.strictObject({
        column: z.string().min(1),
        value: z.number().nullable(),
        /** Share of the row's total absolute robust z-score. */
        contribution: z.number().min(0).max(1),
      }),
    )
    .max(5),
});
export type Anomaly = z.infer<typeof anomalySchema>;

export const plotSchema = z.strictObject({
  x: z.string().min(1),
  y: z.string().min(1),
  points: z.array(
    z.strictObject({
      rowIndex: countSchema,
      x: z.number().nullable(),
      y: z.number().nullable(),
      score: scoreSchema,
      label: z.union([z.literal(0), z.literal(1)]),
    }),
  ),
});
export type Plot = z.infer<typeof plotSchema>;
