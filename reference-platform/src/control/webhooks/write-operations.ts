import { v7 as uuid } from 'uuid';
import { announceDelivery, nextPlaces } from '../../events/deliveries.ts';
import { created, noContent } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { problem } from '../../http/problem.ts';
import { idParams } from '../../http/schemas.ts';
import { creatorOf } from '../detectors/creator.ts';
import { lockTenant } from '../tenants/tenant.ts';
import { webhookAccess } from './access.ts';
import type { AddressPolicy } from './address-policy.ts';
import { RefusedDestination, resolveDestination, UnresolvedDestination } from './destination.ts';
import { createBody } from './input.ts';
import { countWebhooks, webhookOfPath } from './queries.ts';
import { createdWebhookSchema, deliverySchema, toDelivery, toWebhook } from './representation.ts';
import { createWebhookSecret } from './signature.ts';

const tag = 'Webhooks';
const mostWebhooks = 20;

/** Throws 422 at `/url` where no delivery would go. A host without an address may get one, so it is taken. */
async function requireDestination(url: string, allows: AddressPolicy): Promise<void> {
  try {
    await resolveDestination(url, allows);
  } catch (error) {
    if (error instanceof UnresolvedDestination) return;
    if (!(error instanceof RefusedDestination)) throw error;
    throw problem.invalid([{ pointer: '/url', detail: error.message }]);
  }
}

/** Declares the operations that make, try and remove webhooks. */
export function registerWebhookWriting(app: HttpApplication, allows: AddressPolicy): void {
  operation(app, {
    id: 'webhooks.create',
    method: 'POST',
    path: '/webhooks',
    summary: 'Have events sent to a URL; the secret that signs them is shown this once',
    description:
      'Each delivery is a POST of JSON with the headers Assay-Delivery (its id, the same for every try), Assay-Event, ' +
      'Assay-Timestamp (Unix seconds) and Assay-Signature: "v1=" and the HMAC-SHA256 of "timestamp.body" by the secret, in hex. ' +
      'One that is tried again may come after later ones: "sequence" in the body counts the deliveries of the webhook from 1.',
    tag,
    access: webhookAccess,
    effect: 'change',
    body: createBody,
    responses: { 201: createdWebhookSchema },
    problems: [409],
    async handle(ctx) {
      const { tenantId, body } = ctx;
      await requireDestination(body.url, allows);
      const id = uuid();
      const secret = createWebhookSecret();
      ctx.audit.target('webhook', id);
      const row = await ctx.change(async (trx) => {
        await lockTenant(trx, tenantId, 'exclusive');
        if ((await countWebhooks(trx, tenantId)) >= mostWebhooks)
          throw problem.conflict(`A tenant has at most ${mostWebhooks} webhooks.`);
        return trx
          .insertInto('webhooks')
          .values({
            id,
            tenant_id: tenantId,
            url: new URL(body.url).href,
            kinds: body.kinds === undefined ? null : JSON.stringify(body.kinds),
            minimum_severity: body.minimumSeverity,
            secret,
            created_by: JSON.stringify(creatorOf(ctx.principal)),
          })
          .returningAll()
          .executeTakeFirstOrThrow();
      });
      return created(`/webhooks/${id}`, { ...toWebhook(row), secret });
    },
  });

  operation(app, {
    id: 'webhooks.test',
    method: 'POST',
    path: '/webhooks/{id}/test',
    summary: 'Queue a delivery that no event caused; what became of it is among the deliveries',
    tag,
    access: webhookAccess,
    effect: 'change',
    params: idParams,
    responses: { 201: deliverySchema },
    object: { type: 'webhook', find: webhookOfPath },
    async handle(ctx) {
      const { tenantId, object } = ctx;
      const row = await ctx.change(async (trx) => {
        const standing = await trx
          .selectFrom('webhooks')
          .select('id')
          .where('tenant_id', '=', tenantId)
          .where('id', '=', object.id)
          .forKeyShare()
          .executeTakeFirst();
        if (standing === undefined) throw problem.notFound();
        const places = await nextPlaces(trx, tenantId, [object.id]);
        const delivery = await trx
          .insertInto('webhook_deliveries')
          .values(
            places.map(({ webhookId, sequence }) => ({
              id: uuid(),
              tenant_id: tenantId,
              webhook_id: webhookId,
              sequence,
              kind: 'webhook_test',
              body: JSON.stringify({ type: 'webhook.test', sequence, webhookId }),
            })),
          )
          .returningAll()
          .executeTakeFirstOrThrow();
        await announceDelivery(trx);
        return delivery;
      });
      return created(`/webhooks/${object.id}/deliveries`, toDelivery(row));
    },
  });

  operation(app, {
    id: 'webhooks.remove',
    method: 'DELETE',
    path: '/webhooks/{id}',
    summary: 'Send nothing more to a URL; what waits is dropped',
    tag,
    access: webhookAccess,
    effect: 'change',
    params: idParams,
    responses: { 204: null },
    object: { type: 'webhook', find: webhookOfPath },
    async handle(ctx) {
      const { tenantId, object } = ctx;
      await ctx.change(async (trx) => {
        const { numDeletedRows } = await trx
          .deleteFrom('webhooks')
          .where('tenant_id', '=', tenantId)
          .where('id', '=', object.id)
          .executeTakeFirstOrThrow();
        if (numDeletedRows === 0n) throw problem.notFound();
      });
      return noContent();
    },
  });
}
