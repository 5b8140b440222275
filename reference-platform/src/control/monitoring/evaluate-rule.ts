import { sql, type Transaction, type UpdateObject } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Schema } from '../../database/schema.ts';
import { raiseEvent } from '../../events/raise.ts';
import { notify } from '../notifications/notify.ts';
import { describeCondition } from './condition.ts';
import { measure } from './measure.ts';
import type { AlertRow, AlertRuleRow, RuleState } from './tables.ts';
import type { Traffic } from './traffic.ts';

const heard = { roles: ['owner', 'admin', 'analyst'] } as const;

/**
 * Measures one rule and acts on it: an alert fires when the condition begins to hold, with an event and notifications,
 * and is resolved when it ends. The rule must be locked by the transaction.
 */
export async function evaluateRule(
  trx: Transaction<Schema>,
  traffic: Traffic,
  rule: AlertRuleRow,
): Promise<void> {
  const value = await measure(trx, traffic, rule);
  const latest = await trx
    .selectFrom('alerts')
    .selectAll()
    .where('tenant_id', '=', rule.tenant_id)
    .where('rule_id', '=', rule.id)
    .orderBy('fired_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const state = await act(trx, rule, value, latest);
  await trx
    .updateTable('alert_rules')
    .set({ value, state, evaluated_at: sql<Date>`clock_timestamp()` })
    .where('tenant_id', '=', rule.tenant_id)
    .where('id', '=', rule.id)
    .execute();
}

async function act(
  trx: Transaction<Schema>,
  rule: AlertRuleRow,
  value: number | null,
  latest: AlertRow | undefined,
): Promise<RuleState> {
  const isFiring = latest?.status === 'firing';
  if (value !== null && holds(rule, value)) {
    if (isFiring) await change(trx, latest, { latest_value: value });
    else if (isCoolingDown(rule, latest)) return 'cooling_down';
    else await fire(trx, rule, value);
    return 'firing';
  }
  if (isFiring) await resolve(trx, rule, value, latest);
  return value === null ? 'no_data' : 'ok';
}

function holds({ comparator, threshold }: AlertRuleRow, value: number): boolean {
  return comparator === 'above' ? value > threshold : value < threshold;
}

function isCoolingDown({ cooldown_seconds: seconds }: AlertRuleRow, latest: AlertRow | undefined): boolean {
  const endedAt = latest?.resolved_at;
  return endedAt !== undefined && endedAt !== null && Date.now() < endedAt.getTime() + seconds * 1000;
}

async function fire(trx: Transaction<Schema>, rule: AlertRuleRow, value: number): Promise<void> {
  const { id: ruleId, tenant_id: tenantId, name, metric, comparator, threshold, severity } = rule;
  const id = uuid();
  const said = { metric, comparator, threshold, severity };
  await trx
    .insertInto('alerts')
    .values({
      id,
      tenant_id: tenantId,
      rule_id: ruleId,
      rule_name: name,
      ...said,
      value,
      latest_value: value,
    })
    .execute();
  const condition = describeCondition(rule, value);
  await raiseEvent(trx, tenantId, {
    kind: 'alert_fired',
    severity,
    title: `${name}: ${condition}`,
    source: { type: 'alert_rule', id: ruleId },
    details: { alertId: id, metric, comparator, threshold, value, windowSeconds: rule.window_seconds },
  });
  await notify(trx, tenantId, heard, {
    kind: 'alert.firing',
    title: `Alert: ${name}`,
    body: `The ${condition}.`,
    link: '/monitoring',
  });
}

async function resolve(
  trx: Transaction<Schema>,
  rule: AlertRuleRow,
  value: number | null,
  alert: AlertRow,
): Promise<void> {
  await change(trx, alert, {
    status: 'resolved',
    latest_value: value,
    resolved_at: sql<Date>`clock_timestamp()`,
  });
  await notify(trx, rule.tenant_id, heard, {
    kind: 'alert.resolved',
    title: `Resolved: ${rule.name}`,
    body:
      value === null
        ? 'There is nothing to measure any more.'
        : `The ${describeCondition(rule, value, false)}.`,
    link: '/monitoring',
  });
}

async function change(
  trx: Transaction<Schema>,
  { id, tenant_id: tenantId }: AlertRow,
  values: UpdateObject<Schema, 'alerts'>,
): Promise<void> {
  await trx
    .updateTable('alerts')
    .set(values)
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute();
}
