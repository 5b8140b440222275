import type { Transaction } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import type { LookupContext } from '../../http/declaration.ts';
import { problem } from '../../http/problem.ts';
import type { WebhookDeliveryRow, WebhookRow } from './tables.ts';

interface Page {
  limit: number;
  offset: number;
}

const shown = ['id', 'tenant_id', 'url', 'kinds', 'minimum_severity', 'created_by', 'created_at'] as const;

/** A webhook without its secret. */
export type ShownWebhook = Pick<WebhookRow, (typeof shown)[number]>;

/** The webhook that the path names, for `object.find`. Throws 404 where the tenant has none of this id. */
export async function webhookOfPath(context: LookupContext<{ id: string }>): Promise<ShownWebhook> {
  const { tenantId, params } = context;
  const row = await context.tenantTransaction((trx) =>
    trx
      .selectFrom('webhooks')
      .select(shown)
      .where('tenant_id', '=', tenantId)
      .where('id', '=', params.id)
      .executeTakeFirst(),
  );
  if (row === undefined) throw problem.notFound();
  return row;
}

/** How many webhooks a tenant has. */
export async function countWebhooks(trx: Transaction<Schema>, tenantId: string): Promise<number> {
  const { total } = await trx
    .selectFrom('webhooks')
    .where('tenant_id', '=', tenantId)
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return total;
}

/** One page of the tenant's webhooks, newest first, and how many there are in all. */
export async function listWebhooks(
  trx: Transaction<Schema>,
  tenantId: string,
  { limit, offset }: Page,
): Promise<{ rows: ShownWebhook[]; total: number }> {
  const total = await countWebhooks(trx, tenantId);
  const rows = await trx
    .selectFrom('webhooks')
    .select(shown)
    .where('tenant_id', '=', tenantId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute();
  return { rows, total };
}

/** One page of a webhook's deliveries, newest first, and how many there are in all. */
export async function listDeliveries(
  trx: Transaction<Schema>,
  tenantId: string,
  webhookId: string,
  { limit, offset }: Page,
): Promise<{ rows: WebhookDeliveryRow[]; total: number }> {
  const selection = trx
    .selectFrom('webhook_deliveries')
    .where('tenant_id', '=', tenantId)
    .where('webhook_id', '=', webhookId);
  const { total } = await selection
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await selection.selectAll().orderBy('sequence', 'desc').limit(limit).offset(offset).execute();
  return { rows, total };
}
