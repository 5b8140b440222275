import { z } from 'zod';
import { countSchema, creatorSchema, idSchema, instantSchema } from '../common/schemas.ts';

export const streamStatusSchema = z.enum([
  'pending',
  'starting',
  'active',
  'paused',
  'stopping',
  'stopped',
  'error',
]);
export type StreamStatus = z.infer<typeof streamStatusSchema>;

const scoreSchema = z.number().min(0).max(1);

export const streamSchema = z.strictObject({
  id: idSchema,
  name: z.string().min(1),
  description: z.string(),
  detectorId: idSchema.nullable(),
  features: z.array(z.string().min(1)).min(1),
  threshold: scoreSchema.nullable(),
  /** Whether the detector learns from each point that it scores. */
  online: z.boolean(),
  status: streamStatusSchema,
  error: z.string().min(1).nullable(),
  createdBy: creatorSchema,
  createdAt: instantSchema,
  updatedAt: instantSchema,
});
export type Stream = z.infer<typeof streamSchema>;

export const streamPointSchema = z.strictObject({
  sequence: z.int().positive(),
  timestamp: instantSchema,
  receivedAt: instantSchema,
  values: z.record(z.string(), z.number().nullable()),
  score: scoreSchema,
  anomalous: z.boolean(),
  detectorVersion: z.int().positive(),
});
export type StreamPoint = z.infer<typeof streamPointSchema>;

export const ingestionSchema = z.strictObject({
  accepted: countSchema,
  duplicates: countSchema,
  lastSequence: countSchema,
  anomalies: countSchema,
});
export type Ingestion = z.infer<typeof ingestionSchema>;

export const streamMetricsSchema = z.strictObject({
  streamId: idSchema,
  status: streamStatusSchema,
  lastSequence: countSchema,
  anomalies: countSchema,
  duplicates: countSchema,
  storedPoints: countSchema,
  windowSeconds: z.int().positive(),
  pointsPerSecond: z.number().nonnegative(),
  anomalyShare: z.number().min(0).max(1).nullable(),
  /** From the arrival of a batch to the storing of its points, in milliseconds. */
  latencyMs: z
    .strictObject({
      p50: z.number().nonnegative(),
      p95: z.number().nonnegative(),
      p99: z.number().nonnegative(),
      batches: z.int().positive(),
    })
    .nullable(),
  subscribers: countSchema,
});
export type StreamMetrics = z.infer<typeof streamMetricsSchema>;

/** What `/streams/{id}/live` sends. */
export const streamMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('hello'),
    streamId: idSchema,
    status: streamStatusSchema,
    error: z.string().nullable(),
    /** What comes after this sequence follows. */
    from: countSchema,
    /** Oldest point that is stored; null without any. */
    firstSequence: z.int().positive().nullable(),
    lastSequence: countSchema,
  }),
  z.strictObject({
    type: z.literal('points'),
    streamId: idSchema,
    points: z.array(streamPointSchema).min(1),
  }),
  z.strictObject({
    type: z.literal('status'),
    streamId: idSchema,
    status: streamStatusSchema,
    error: z.string().nullable(),
  }),
]);
export type StreamMessage = z.infer<typeof streamMessageSchema>;
