import { z } from 'zod';
import { creatorSchema, idSchema, timestampSchema } from '../../http/schemas.ts';
import { metricsSchema } from '../detectors/representation.ts';
import type { DetectionRow } from './tables.ts';

const binCount = 20;

/** A detection as the API shows it. */
export const detectionSchema = z
  .object({
    id: idSchema,
    detectorId: idSchema,
    detectorVersion: z.int(),
    datasetId: idSchema.nullable(),
    rowCount: z.int(),
    anomalyCount: z.int(),
    threshold: z.number(),
    scores: z.object({
      min: z.number(),
      max: z.number(),
      mean: z.number(),
      p50: z.number(),
      p95: z.number(),
      p99: z.number(),
    }),
    histogram: z.object({
      edges: z.array(z.number()).length(binCount + 1),
      counts: z.array(z.int()).length(binCount),
    }),
    metrics: metricsSchema,
    durationMs: z.number(),
    createdBy: creatorSchema,
    createdAt: timestampSchema,
  })
  .meta({ id: 'Detection' });

/** One anomaly of a detection as the API shows it. */
export const anomalySchema = z
  .object({
    rank: z.int().min(1),
    rowIndex: z.int().min(0),
    score: z.number().min(0).max(1),
    rawScore: z.number(),
    features: z
      .array(
        z.object({
          column: z.string(),
          value: z.number().nullable(),
          contribution: z.number().min(0).max(1),
        }),
      )
      .max(5),
  })
  .meta({ id: 'Anomaly' });

/** The points of a scatter plot of two columns, with scores, in row order. */
export const plotSchema = z
  .object({
    x: z.string(),
    y: z.string(),
    points: z.array(
      z.object({
        rowIndex: z.int().min(0),
        x: z.number().nullable(),
        y: z.number().nullable(),
        score: z.number().min(0).max(1),
        label: z.union([z.literal(0), z.literal(1)]),
      }),
    ),
  })
  .meta({ id: 'DetectionPlot' });

/** A row of `detections` as the API shows it. */
export function toDetection(row: DetectionRow): z.infer<typeof detectionSchema> {
  return {
    id: row.id,
    detectorId: row.detector_id,
    detectorVersion: row.detector_version,
    datasetId: row.dataset_id,
    rowCount: row.row_count,
    anomalyCount: row.anomaly_count,
    threshold: row.threshold,
    scores: row.scores,
    histogram: row.histogram,
    metrics: row.metrics,
    durationMs: row.duration_ms,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
  };
}
