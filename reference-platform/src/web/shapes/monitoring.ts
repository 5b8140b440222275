import * as z from 'zod/mini';
import { listOf } from './common.ts';

const figures = {
  requests: z.number(),
  clientErrors: z.number(),
  serverErrors: z.number(),
  latencyMs: z.nullable(z.object({ p50: z.number(), p95: z.number(), p99: z.number() })),
};

export const OperationFigures = z.object({ operation: z.string(), ...figures });
export type OperationFigures = z.infer<typeof OperationFigures>;

export const Performance = z.object({
  windowSeconds: z.number(),
  since: z.string(),
  total: z.object(figures),
  operations: z.array(OperationFigures),
});
export type Performance = z.infer<typeof Performance>;

export const Model = z.object({
  detectorId: z.string(),
  name: z.string(),
  version: z.number(),
  trainedAt: z.string(),
  evaluatedAt: z.nullable(z.string()),
  detections: z.number(),
  scoredRows: z.number(),
  anomalies: z.number(),
  anomalyShare: z.nullable(z.number()),
  lastDetectionAt: z.nullable(z.string()),
  scoreShift: z.nullable(z.number()),
});
export type Model = z.infer<typeof Model>;
export const ModelList = listOf(Model);
export type ModelList = z.infer<typeof ModelList>;

const Metric = z.enum(['anomaly_rate', 'drift', 'error_rate', 'latency_p95', 'stream_lag']);
export type Metric = z.infer<typeof Metric>;
const Comparator = z.enum(['above', 'below']);

export const AlertRule = z.object({
  id: z.string(),
  name: z.string(),
  metric: Metric,
  comparator: Comparator,
  threshold: z.number(),
  windowSeconds: z.number(),
  severity: z.string(),
  state: z.enum(['pending', 'no_data', 'ok', 'firing', 'cooling_down']),
  value: z.nullable(z.number()),
});
export type AlertRule = z.infer<typeof AlertRule>;
export const AlertRuleList = listOf(AlertRule);
export type AlertRuleList = z.infer<typeof AlertRuleList>;

export const Alert = z.object({
  id: z.string(),
  ruleName: z.string(),
  metric: Metric,
  comparator: Comparator,
  threshold: z.number(),
  severity: z.string(),
  status: z.enum(['firing', 'resolved']),
  value: z.number(),
  latestValue: z.nullable(z.number()),
  firedAt: z.string(),
  resolvedAt: z.nullable(z.string()),
});
export type Alert = z.infer<typeof Alert>;
export const AlertList = listOf(Alert);
export type AlertList = z.infer<typeof AlertList>;
