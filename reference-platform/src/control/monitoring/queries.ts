import type { Transaction } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import type { AlertRow, AlertRuleRow } from './tables.ts';

interface Range {
  limit: number;
  offset: number;
}

/** A rule of the tenant, or undefined where there is none of this id. */
export async function findRule(
  trx: Transaction<Schema>,
  tenantId: string,
  id: string,
): Promise<AlertRuleRow | undefined> {
  return trx
    .selectFrom('alert_rules')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** How many rules the tenant has. */
export async function countRules(trx: Transaction<Schema>, tenantId: string): Promise<number> {
  const { total } = await trx
    .selectFrom('alert_rules')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where('tenant_id', '=', tenantId)
    .executeTakeFirstOrThrow();
  return total;
}

/** One page of the tenant's rules, newest first, and how many there are in all. */
export async function listRules(
  trx: Transaction<Schema>,
  tenantId: string,
  { limit, offset }: Range,
): Promise<{ rows: AlertRuleRow[]; total: number }> {
  const total = await countRules(trx, tenantId);
  const rows = await trx
    .selectFrom('alert_rules')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute();
  return { rows, total };
}

/** One page of the tenant's alerts, newest first, and how many the filter fits. */
export async function listAlerts(
  trx: Transaction<Schema>,
  tenantId: string,
  filter: Range & { status?: AlertRow['status'] | undefined; ruleId?: string | undefined },
): Promise<{ rows: AlertRow[]; total: number }> {
  let selection = trx.selectFrom('alerts').where('tenant_id', '=', tenantId);
  if (filter.status !== undefined) selection = selection.where('status', '=', filter.status);
  if (filter.ruleId !== undefined) selection = selection.where('rule_id', '=', filter.ruleId);
  const { total } = await selection
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await selection
    .selectAll()
    .orderBy('fired_at', 'desc')
    .orderBy('id', 'desc')
    .limit(filter.limit)
    .offset(filter.offset)
    .execute();
  return { rows, total };
}
