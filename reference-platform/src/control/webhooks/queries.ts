import type { Transaction } from 'kysely';
import { countRows, readPage, type Page, type PageRange } from '../../database/page.ts';
import type { Schema } from '../../database/schema.ts';
import { ofPath } from '../rows.ts';
import type { WebhookDeliveryRow, WebhookRow } from './tables.ts';

const shown = ['id', 'tenant_id', 'url', 'kinds', 'minimum_severity', 'created_by', 'created_at'] as const;

/** A webhook without its secret. */
export type ShownWebhook = Pick<WebhookRow, (typeof shown)[number]>;

const webhooksOf = (trx: Transaction<Schema>, tenantId: string) =>
  trx.selectFrom('webhooks').where('tenant_id', '=', tenantId);

/** The webhook that the path names, for `object.find`. Throws 404 where the tenant has none of this id. */
export const webhookOfPath = ofPath((trx, tenantId, id) =>
  webhooksOf(trx, tenantId).select(shown).where('id', '=', id),
);

/** How many webhooks a tenant has. */
export function countWebhooks(trx: Transaction<Schema>, tenantId: string): Promise<number> {
  return countRows(webhooksOf(trx, tenantId));
}

/** One page of the tenant's webhooks, newest first, and how many there are in all. */
export async function listWebhooks(
  trx: Transaction<Schema>,
  tenantId: string,
  range: PageRange,
): Promise<Page<ShownWebhook>> {
  return readPage(
    webhooksOf(trx, tenantId).select(shown).orderBy('created_at', 'desc').orderBy('id', 'desc'),
    range,
  );
}

/** One page of a webhook's deliveries, newest first, and how many there are in all. */
export async function listDeliveries(
  trx: Transaction<Schema>,
  tenantId: string,
  webhookId: string,
  range: PageRange,
): Promise<Page<WebhookDeliveryRow>> {
  const selection = trx
    .selectFrom('webhook_deliveries')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('webhook_id', '=', webhookId)
    .orderBy('sequence', 'desc');
  return readPage(selection, range);
}
