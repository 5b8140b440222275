import { z } from 'zod';
import { countSchema, creatorSchema, idSchema, instantSchema } from '../common/schemas.ts';

const figures = {
  requests: countSchema,
  clientErrors: countSchema,
  serverErrors: countSchema,
  /** Percentiles; null without requests. */
  latencyMs: z
    .strictObject({ p50: z.number().positive(), p95: z.number().positive(), p99: z.number().positive() })
    .nullable(),
};

export const performanceSchema = z.strictObject({
  windowSeconds: z.int().positive(),
  since: instantSchema,
  total: z.strictObject(figures),
  operations: z.array(z.strictObject({ operation: z.string().min(1), ...figures })),
});
export type Performance = z.infer<typeof performanceSchema>;

export const modelSchema = z.strictObject({
  detectorId: idSchema,
  name: z.string().min(1),
  algorithm: z.string().min(1),
  version: z.int().positive(),
  trainedAt: instantSchema,
  evaluatedAt: instantSchema.nullable(),
  detections: countSchema,
  scoredRows: countSchema,
  anomalies: countSchema,
  anomalyShare: z.number().min(0).max(1).nullable(),
  lastDetectionAt: instantSchema.nullable(),
  /** Kolmogorov–Smirnov distance of the scores of the first and the latest detection. */
  scoreShift: z.number().min(0).max(1).nullable(),
});
export type MonitoredModel = z.infer<typeof modelSchema>;

const metricSchema = z.enum(['anomaly_rate', 'drift', 'error_rate', 'latency_p95', 'stream_lag']);
const comparatorSchema = z.enum(['above', 'below']);
const severitySchema = z.enum(['info', 'low', 'medium', 'high', 'critical']);

export const alertRuleSchema = z.strictObject({
  id: idSchema,
  name: z.string().min(1),
  metric: metricSchema,
  detectorId: idSchema.nullable(),
  comparator: comparatorSchema,
  threshold: z.number(),
  windowSeconds: z.int().min(10).max(86_400),
  cooldownSeconds: z.int().min(0).max(86_400),
  severity: severitySchema,
  /** How it stood when it was last evaluated. */
  state: z.enum(['pending', 'no_data', 'ok', 'firing', 'cooling_down']),
  value: z.number().nullable(),
  evaluatedAt: instantSchema.nullable(),
  createdBy: creatorSchema,
  createdAt: instantSchema,
});
export type AlertRule = z.infer<typeof alertRuleSchema>;

export const alertSchema = z.strictObject({
  id: idSchema,
  /** Null once the rule was removed. */
  ruleId: idSchema.nullable(),
  ruleName: z.string().min(1),
  metric: metricSchema,
  comparator: comparatorSchema,
  threshold: z.number(),
  severity: severitySchema,
  status: z.enum(['firing', 'resolved']),
  /** What was measured when it fired. */
  value: z.number(),
  latestValue: z.number().nullable(),
  firedAt: instantSchema,
  resolvedAt: instantSchema.nullable(),
});
export type Alert = z.infer<typeof alertSchema>;
