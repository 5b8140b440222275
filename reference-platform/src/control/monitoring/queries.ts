import type { Transaction } from 'kysely';
import { countRows, readPage, type Page, type PageRange } from '../../database/page.ts';
import type { Schema } from '../../database/schema.ts';
import { ofPath } from '../rows.ts';
import type { AlertRow, AlertRuleRow } from './tables.ts';

const rulesOf = (trx: Transaction<Schema>, tenantId: string) =>
  trx.selectFrom('alert_rules').where('tenant_id', '=', tenantId);

/** The rule that the path names, for `object.find`. Throws 404 where the tenant has none of this id. */
export const ruleOfPath = ofPath((trx, tenantId, id) =>
  rulesOf(trx, tenantId).selectAll().where('id', '=', id),
);

/** How many rules the tenant has. */
export function countRules(trx: Transaction<Schema>, tenantId: string): Promise<number> {
  return countRows(rulesOf(trx, tenantId));
}

/** One page of the tenant's rules, newest first, and how many there are in all. */
export async function listRules(
  trx: Transaction<Schema>,
  tenantId: string,
  range: PageRange,
): Promise<Page<AlertRuleRow>> {
  return readPage(
    rulesOf(trx, tenantId).selectAll().orderBy('created_at', 'desc').orderBy('id', 'desc'),
    range,
  );
}

/** One page of the tenant's alerts, newest first, and how many the filter fits. */
export async function listAlerts(
  trx: Transaction<Schema>,
  tenantId: string,
  filter: PageRange & { status?: AlertRow['status'] | undefined; ruleId?: string | undefined },
): Promise<Page<AlertRow>> {
  let selection = trx.selectFrom('alerts').where('tenant_id', '=', tenantId);
  if (filter.status !== undefined) selection = selection.where('status', '=', filter.status);
  if (filter.ruleId !== undefined) selection = selection.where('rule_id', '=', filter.ruleId);
  return readPage(selection.selectAll().orderBy('fired_at', 'desc').orderBy('id', 'desc'), filter);
}
