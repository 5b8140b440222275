import * as z from 'zod/mini';
import { Creator, listOf } from './common.ts';

const Status = z.enum(['pending', 'starting', 'active', 'paused', 'stopping', 'stopped', 'error']);
export type StreamStatus = z.infer<typeof Status>;

export const Stream = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  detectorId: z.nullable(z.string()),
  features: z.array(z.string()),
  threshold: z.nullable(z.number()),
  online: z.boolean(),
  status: Status,
  error: z.nullable(z.string()),
  createdBy: Creator,
  createdAt: z.string(),
});
export type Stream = z.infer<typeof Stream>;
export const StreamList = listOf(Stream);

export const StreamPoint = z.object({
  sequence: z.number(),
  timestamp: z.string(),
  values: z.record(z.string(), z.nullable(z.number())),
  score: z.number(),
  anomalous: z.boolean(),
});
export type StreamPoint = z.infer<typeof StreamPoint>;
export const StreamPointList = listOf(StreamPoint);

export const StreamMetrics = z.object({
  lastSequence: z.number(),
  anomalies: z.number(),
  pointsPerSecond: z.number(),
  latencyMs: z.nullable(z.object({ p50: z.number(), p95: z.number() })),
  subscribers: z.number(),
});
export type StreamMetrics = z.infer<typeof StreamMetrics>;

/** A message of the channel `/streams/{id}/live`. */
export const StreamMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), status: Status, error: z.nullable(z.string()) }),
  z.object({ type: z.literal('points'), points: z.array(StreamPoint) }),
  z.object({ type: z.literal('status'), status: Status, error: z.nullable(z.string()) }),
]);
export type StreamMessage = z.infer<typeof StreamMessage>;
