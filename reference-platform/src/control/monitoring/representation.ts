import { z } from 'zod';
import { eventSeverities } from '../../events/event.ts';
import { creatorSchema, idSchema, timestampSchema } from '../../http/schemas.ts';
import { alertMetrics, comparators, ruleStates, type AlertRow, type AlertRuleRow } from './tables.ts';

/** An alert rule as the API shows it, with what came of its latest evaluation. */
export const alertRuleSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    metric: z.enum(alertMetrics),
    detectorId: idSchema.nullable(),
    comparator: z.enum(comparators),
    threshold: z.number(),
    windowSeconds: z.int(),
    cooldownSeconds: z.int(),
    severity: z.enum(eventSeverities),
    state: z.enum(ruleStates),
    value: z.number().nullable(),
    evaluatedAt: timestampSchema.nullable(),
    createdBy: creatorSchema,
    createdAt: timestampSchema,
  })
  .meta({ id: 'AlertRule' });

/** A row of `alert_rules` as the API shows it. */
export function toAlertRule(row: AlertRuleRow): z.infer<typeof alertRuleSchema> {
  return {
    id: row.id,
    name: row.name,
    metric: row.metric,
    detectorId: row.detector_id,
    comparator: row.comparator,
    threshold: row.threshold,
    windowSeconds: row.window_seconds,
    cooldownSeconds: row.cooldown_seconds,
    severity: row.severity,
    state: row.state,
    value: row.value,
    evaluatedAt: row.evaluated_at?.toISOString() ?? null,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
  };
}

/** An alert as the API shows it: the rule as it was when it fired, and what was measured then and last. */
export const alertSchema = z
  .object({
    id: idSchema,
    ruleId: idSchema.nullable(),
    ruleName: z.string(),
    metric: z.enum(alertMetrics),
    comparator: z.enum(comparators),
    threshold: z.number(),
    severity: z.enum(eventSeverities),
    status: z.enum(['firing', 'resolved']),
    value: z.number(),
    latestValue: z.number().nullable(),
    firedAt: timestampSchema,
    resolvedAt: timestampSchema.nullable(),
  })
  .meta({ id: 'Alert' });

/** A row of `alerts` as the API shows it. */
export function toAlert(row: AlertRow): z.infer<typeof alertSchema> {
  return {
    id: row.id,
    ruleId: row.rule_id,
    ruleName: row.rule_name,
    metric: row.metric,
    comparator: row.comparator,
    threshold: row.threshold,
    severity: row.severity,
    status: row.status,
    value: row.value,
    latestValue: row.latest_value,
    firedAt: row.fired_at.toISOString(),
    resolvedAt: row.resolved_at?.toISOString() ?? null,
  };
}
