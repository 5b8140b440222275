import { ok } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { lockTenant } from '../tenants/tenant.ts';
import { privacyAccess, privacyTag as tag } from './access.ts';
import { retentionOf, retentionSchema } from './retention.ts';

/** Declares the operations on how long things are kept. */
export function registerRetention(app: HttpApplication): void {
  operation(app, {
    id: 'privacy.getRetention',
    method: 'GET',
    path: '/privacy/retention',
    summary: 'Days that things of each kind are kept',
    tag,
    access: privacyAccess,
    effect: 'read',
    etag: true,
    responses: { 200: retentionSchema },
    handle: async (ctx) => ok(await ctx.tenantTransaction((trx) => retentionOf(trx, ctx.tenantId))),
  });

  operation(app, {
    id: 'privacy.setRetention',
    method: 'PUT',
    path: '/privacy/retention',
    summary: 'Say how long things are kept',
    description:
      'What is older goes with the next sweep, within an hour. The audit log is kept for 30 days at least.',
    tag,
    access: privacyAccess,
    effect: 'change',
    etag: true,
    body: retentionSchema,
    responses: { 200: retentionSchema },
    async handle(ctx) {
      const { tenantId, body } = ctx;
      ctx.audit.target('tenant', tenantId);
      await ctx.change(async (trx) => {
        await lockTenant(trx, tenantId, 'exclusive');
        ctx.requireMatch(await retentionOf(trx, tenantId));
        const days = JSON.stringify(body);
        await trx
          .insertInto('retention_policies')
          .values({ tenant_id: tenantId, days })
          .onConflict((conflict) =>
            conflict.column('tenant_id').doUpdateSet({ days, updated_at: new Date() }),
          )
          .execute();
      });
      return ok(body);
    },
  });
}
