import { okPage } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { idParams, pageOf, pageQuery } from '../../http/schemas.ts';
import { webhookAccess } from './access.ts';
import { listDeliveries, listWebhooks, webhookOfPath } from './queries.ts';
import { deliverySchema, toDelivery, toWebhook, webhookSchema } from './representation.ts';

const tag = 'Webhooks';

/** Declares the operations that read webhooks and what became of their deliveries. */
export function registerWebhookReading(app: HttpApplication): void {
  operation(app, {
    id: 'webhooks.list',
    method: 'GET',
    path: '/webhooks',
    summary: 'Webhooks of the tenant, newest first',
    tag,
    access: webhookAccess,
    effect: 'read',
    query: pageQuery,
    responses: { 200: pageOf(webhookSchema) },
    async handle(ctx) {
      const { tenantId, query } = ctx;
      const page = await ctx.tenantTransaction((trx) => listWebhooks(trx, tenantId, query));
      return okPage(page, toWebhook, query);
    },
  });

  operation(app, {
    id: 'webhooks.deliveries',
    method: 'GET',
    path: '/webhooks/{id}/deliveries',
    summary: 'Deliveries of a webhook with every try, newest first; those that ended are kept for 30 days',
    tag,
    access: webhookAccess,
    effect: 'read',
    params: idParams,
    query: pageQuery,
    responses: { 200: pageOf(deliverySchema) },
    object: { type: 'webhook', find: webhookOfPath },
    async handle(ctx) {
      const { tenantId, query, object } = ctx;
      const page = await ctx.tenantTransaction((trx) => listDeliveries(trx, tenantId, object.id, query));
      return okPage(page, toDelivery, query);
    },
  });
}
