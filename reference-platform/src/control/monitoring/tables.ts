import type { Generated, Selectable } from 'kysely';
import type { CreatedBy } from '../../compute/protocol.ts';
import type { EventSeverity } from '../../events/event.ts';
import type { Json } from '../detectors/tables.ts';

/** What an alert rule can watch; what each means says `measure.ts`. */
export const alertMetrics = ['anomaly_rate', 'drift', 'error_rate', 'latency_p95', 'stream_lag'] as const;
export type AlertMetric = (typeof alertMetrics)[number];

/** On which side of the threshold the condition holds; on the threshold itself it does not. */
export const comparators = ['above', 'below'] as const;
export type Comparator = (typeof comparators)[number];

/** How a rule stood when it was last evaluated; `cooling_down` is a condition that holds too soon after the last alert. */
export const ruleStates = ['pending', 'no_data', 'ok', 'firing', 'cooling_down'] as const;
export type RuleState = (typeof ruleStates)[number];

interface AlertRuleTable {
  id: string;
  tenant_id: string;
  name: string;
  metric: AlertMetric;
  detector_id: string | null;
  comparator: Comparator;
  threshold: number;
  window_seconds: number;
  cooldown_seconds: number;
  severity: EventSeverity;
  state: Generated<RuleState>;
  value: number | null;
  evaluated_at: Date | null;
  created_by: Json<CreatedBy>;
  created_at: Generated<Date>;
}

interface AlertTable {
  id: string;
  tenant_id: string;
  rule_id: string | null;
  rule_name: string;
  metric: AlertMetric;
  comparator: Comparator;
  threshold: number;
  severity: EventSeverity;
  status: Generated<'firing' | 'resolved'>;
  value: number;
  latest_value: number | null;
  fired_at: Generated<Date>;
  resolved_at: Date | null;
}

/** The tables of the domain monitoring. */
export interface MonitoringTables {
  alert_rules: AlertRuleTable;
  alerts: AlertTable;
}

/** One row of `alert_rules`. */
export type AlertRuleRow = Selectable<AlertRuleTable>;
/** One row of `alerts`. */
export type AlertRow = Selectable<AlertTable>;
