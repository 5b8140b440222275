import { z } from 'zod';
import { eventSeverities } from '../../events/event.ts';
import { idSchema, pageQuery } from '../../http/schemas.ts';
import { nameText } from '../identity/text.ts';
import { alertMetrics, comparators, type AlertMetric } from './tables.ts';
import { longestOperationWindowSeconds } from './traffic.ts';

const shares: readonly AlertMetric[] = ['anomaly_rate', 'drift', 'error_rate'];
const ofTheWholeTenant: readonly AlertMetric[] = ['error_rate', 'latency_p95'];

/** Body of `monitoring.createAlertRule`. Shares are in 0..1, latency in milliseconds, lag in seconds. */
export const newRuleBody = z
  .strictObject({
    name: nameText(1, 120),
    metric: z.enum(alertMetrics),
    detectorId: idSchema.nullable().default(null),
    comparator: z.enum(comparators),
    threshold: z.number().min(0).max(1e9),
    windowSeconds: z.int().min(10).max(86_400).default(300),
    cooldownSeconds: z.int().min(0).max(86_400).default(300),
    severity: z.enum(eventSeverities).default('medium'),
  })
  .refine(({ metric, threshold }) => !shares.includes(metric) || threshold <= 1, {
    path: ['threshold'],
    message: 'A share is at most 1',
  })
  .refine(({ metric, detectorId }) => !ofTheWholeTenant.includes(metric) || detectorId === null, {
    path: ['detectorId'],
    message: 'This metric is not of a single detector',
  });

/** Query of `monitoring.alerts`. */
export const alertsQuery = pageQuery.extend({
  status: z.enum(['firing', 'resolved']).optional(),
  ruleId: idSchema.optional(),
});

/** Query of `monitoring.performance`. */
export const performanceQuery = z.strictObject({
  windowSeconds: z.int().min(10).max(longestOperationWindowSeconds).default(300),
});
