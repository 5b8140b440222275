import { z } from 'zod';
import { creatorSchema, idSchema, timestampSchema } from '../../http/schemas.ts';
import { streamStatuses } from './state.ts';
import type { StreamPointRow, StreamRow } from './tables.ts';

/** A stream as the API shows it. What moves with each point is in its metrics. */
export const streamSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    description: z.string(),
    detectorId: idSchema.nullable(),
    features: z.array(z.string()),
    threshold: z.number().nullable(),
    online: z.boolean(),
    status: z.enum(streamStatuses),
    error: z.string().nullable(),
    createdBy: creatorSchema,
    createdAt: timestampSchema,
    updatedAt: timestampSchema,
  })
  .meta({ id: 'Stream' });

/** One point with its score, as the API and the live channel show it. */
export const streamPointSchema = z
  .object({
    sequence: z.int(),
    timestamp: timestampSchema,
    receivedAt: timestampSchema,
    values: z.record(z.string(), z.number().nullable()),
    score: z.number().min(0).max(1),
    anomalous: z.boolean(),
    detectorVersion: z.int(),
  })
  .meta({ id: 'StreamPoint' });
export type StreamPoint = z.infer<typeof streamPointSchema>;

/** Answer of `streams.ingest`. */
export const ingestionSchema = z
  .object({
    accepted: z.int(),
    duplicates: z.int(),
    lastSequence: z.int(),
    anomalies: z.int(),
  })
  .meta({ id: 'StreamIngestion' });

/** Answer of `streams.metrics`. Times in milliseconds, from the arrival of a batch to the storing of its points. */
export const streamMetricsSchema = z
  .object({
    streamId: idSchema,
    status: z.enum(streamStatuses),
    lastSequence: z.int(),
    anomalies: z.int(),
    duplicates: z.int(),
    storedPoints: z.int(),
    windowSeconds: z.int(),
    pointsPerSecond: z.number(),
    anomalyShare: z.number().nullable(),
    latencyMs: z.object({ p50: z.number(), p95: z.number(), p99: z.number(), batches: z.int() }).nullable(),
    subscribers: z.int(),
  })
  .meta({ id: 'StreamMetrics' });

/** A row of `streams` as the API shows it. */
export function toStream(row: StreamRow): z.infer<typeof streamSchema> {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    detectorId: row.detector_id,
    features: row.features,
    threshold: row.threshold,
    online: row.online,
    status: row.status,
    error: row.error,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

/** A row of `stream_points`, whose values are those of `features`, as the API shows it. */
export function toStreamPoint(
  features: readonly string[],
  row: Omit<StreamPointRow, 'tenant_id' | 'stream_id'>,
): StreamPoint {
  return {
    sequence: row.sequence,
    timestamp: row.occurred_at.toISOString(),
    receivedAt: row.received_at.toISOString(),
    values: Object.fromEntries(features.map((feature, index) => [feature, row.values[index] ?? null])),
    score: row.score,
    anomalous: row.anomalous,
    detectorVersion: row.detector_version,
  };
}
