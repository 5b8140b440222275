import { z } from 'zod';
import { noContent, ok } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { problem } from '../../http/problem.ts';
import { type Plan, tenantRoles } from '../../http/principal.ts';
import { timestampSchema } from '../../http/schemas.ts';
import { nameText } from '../identity/text.ts';
import type { TenantFiles } from './files.ts';
import { deleteTenant } from './removal.ts';
import { lockTenant, nextUpdatedAt, tenantSchema, toTenant } from './tenant.ts';
import { countHoldings } from './usage.ts';

const tag = 'Tenant';
const anyRole = { roles: tenantRoles };

const usageSchema = z
  .object({
    requests: z.object({ limit: z.int(), used: z.int(), windowSeconds: z.int(), resetsAt: timestampSchema }),
    datasets: z.int(),
    detectors: z.int(),
    members: z.int(),
    storageBytes: z.int(),
    storageLimitBytes: z.int(),
  })
  .meta({ id: 'TenantUsage' });

/** Declares `tenant.*`: what the caller's own tenant is and uses. */
export function registerTenant(
  app: HttpApplication,
  { files, planStorage }: { files: TenantFiles; planStorage: Readonly<Record<Plan, number>> },
): void {
  const { database, tenantLimiter, limits } = app.services;

  operation(app, {
    id: 'tenant.get',
    method: 'GET',
    path: '/tenant',
    summary: 'The caller’s tenant',
    tag,
    access: anyRole,
    effect: 'read',
    etag: true,
    responses: { 200: tenantSchema },
    async handle(ctx) {
      const { tenantId } = ctx;
      const row = await ctx.tenantTransaction((trx) =>
        trx.selectFrom('tenants').selectAll().where('id', '=', tenantId).executeTakeFirst(),
      );
      if (!row) throw problem.unauthenticated();
      return ok(toTenant(row));
    },
  });

  operation(app, {
    id: 'tenant.usage',
    method: 'GET',
    path: '/tenant/usage',
    summary: 'What the tenant uses of its plan',
    tag,
    access: anyRole,
    effect: 'read',
    responses: { 200: usageSchema },
    async handle({ principal, tenantId }) {
      if (principal.plan === null) throw problem.forbidden();
      const { limit, used, resetsAt } = tenantLimiter.peek(tenantId, limits.perPlan[principal.plan]);
      return ok({
        requests: {
          limit,
          used,
          windowSeconds: tenantLimiter.windowSeconds,
          resetsAt: resetsAt.toISOString(),
        },
        ...(await countHoldings(database, tenantId)),
        storageLimitBytes: planStorage[principal.plan],
      });
    },
  });

  operation(app, {
    id: 'tenant.update',
    method: 'PATCH',
    path: '/tenant',
    summary: 'Rename the tenant',
    tag,
    access: { roles: ['owner', 'admin'] },
    effect: 'change',
    etag: true,
    body: z.strictObject({ name: nameText(3, 80) }),
    responses: { 200: tenantSchema },
    async handle(ctx) {
      const { tenantId, body, audit } = ctx;
      audit.target('tenant', tenantId);
      const row = await ctx.change(async (trx) => {
        const current = await lockTenant(trx, tenantId, 'exclusive');
        if (!current) throw problem.unauthenticated();
        ctx.requireMatch(toTenant(current));
        return trx
          .updateTable('tenants')
          .set({ name: body.name, updated_at: nextUpdatedAt })
          .where('id', '=', tenantId)
          .returningAll()
          .executeTakeFirstOrThrow();
      });
      return ok(toTenant(row));
    },
  });

  operation(app, {
    id: 'tenant.remove',
    method: 'DELETE',
    path: '/tenant',
    summary: 'Remove the tenant with everything it has',
    description: 'All rows and files go, the audit log too, and all credentials of the tenant end at once.',
    tag,
    access: { roles: ['owner'] },
    effect: 'change',
    etag: true,
    responses: { 204: null },
    async handle(ctx) {
      const { tenantId, audit } = ctx;
      audit.target('tenant', tenantId);
      // The tenant's own chain goes with it, so the platform's tells of the removal.
      audit.subject({ tenantId: null });
      await ctx.change(
        async (trx) => {
          const current = await lockTenant(trx, tenantId, 'removal');
          if (!current) throw problem.unauthenticated();
          ctx.requireMatch(toTenant(current));
          await deleteTenant(trx, tenantId);
        },
        { role: 'system' },
      );
      await files.remove(tenantId);
      return noContent();
    },
  });
}
