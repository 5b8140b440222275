import { z } from 'zod';
import { readPage } from '../../database/page.ts';
import { created, noContent, ok, okPage } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { problem } from '../../http/problem.ts';
import { plans } from '../../http/principal.ts';
import { idParams, pageOf, pageQuery } from '../../http/schemas.ts';
import { insertTenant, insertUser, refusingTakenEmail } from '../identity/accounts.ts';
import { hashPassword } from '../identity/passwords.ts';
import { containing, emailText, nameText, newPassword, searchText } from '../identity/text.ts';
import { announceJobsOf } from '../jobs/enqueue.ts';
import type { TenantFiles } from '../tenants/files.ts';
import { deleteTenant } from '../tenants/removal.ts';
import { lockTenant, nextUpdatedAt, tenantSchema, toTenant } from '../tenants/tenant.ts';

const tag = 'Operator';
const planSchema = z.enum(plans);

/** Declares `operator.*`: all tenants, their plans, suspension and removal. */
export function registerOperator(app: HttpApplication, { files }: { files: TenantFiles }): void {
  const { database } = app.services;

  const object = {
    type: 'tenant',
    async find({ params }: { params: { id: string } }) {
      const row = await database.direct
        .selectFrom('tenants')
        .selectAll()
        .where('id', '=', params.id)
        .executeTakeFirst();
      if (!row) throw problem.notFound();
      return row;
    },
  };

  operation(app, {
    id: 'operator.listTenants',
    method: 'GET',
    path: '/operator/tenants',
    summary: 'All tenants, newest first',
    tag,
    access: 'operator',
    effect: 'read',
    query: pageQuery.extend({ q: searchText.optional() }),
    responses: { 200: pageOf(tenantSchema) },
    async handle({ query: { q, ...range } }) {
      const page = await database.system((trx) => {
        let query = trx.selectFrom('tenants').selectAll();
        if (q !== undefined) query = query.where('name', 'ilike', containing(q));
        return readPage(query.orderBy('created_at', 'desc').orderBy('id', 'desc'), range);
      });
      return okPage(page, toTenant, range);
    },
  });

  operation(app, {
    id: 'operator.createTenant',
    method: 'POST',
    path: '/operator/tenants',
    summary: 'A new tenant and its owner',
    tag,
    access: 'operator',
    effect: 'change',
    etag: true,
    problems: [409],
    body: z.strictObject({
      name: nameText(3, 80),
      plan: planSchema.default('standard'),
      owner: z.strictObject({ email: emailText, name: nameText(1, 80), password: newPassword }),
    }),
    responses: { 201: tenantSchema },
    async handle(ctx) {
      const { body, audit } = ctx;
      const { password, ...owner } = body.owner;
      const passwordHash = await hashPassword(password);
      const work = ctx.change(async (trx) => {
        const added = await insertTenant(trx, { name: body.name, plan: body.plan });
        await insertUser(trx, { tenantId: added.id, role: 'owner', ...owner, passwordHash });
        audit.target('tenant', added.id);
        // What an operator does to a tenant is told in the tenant's own log.
        audit.subject({ tenantId: added.id });
        return added;
      });
      const tenant = await refusingTakenEmail(work);
      return created(`/operator/tenants/${tenant.id}`, tenant);
    },
  });

  operation(app, {
    id: 'operator.updateTenant',
    method: 'PATCH',
    path: '/operator/tenants/{id}',
    summary: 'Change a tenant’s plan, suspend it or let it back in',
    description:
      'While a tenant is suspended, all its credentials answer 401, nobody of it can log in and its jobs rest.',
    tag,
    access: 'operator',
    effect: 'change',
    etag: true,
    params: idParams,
    body: z.strictObject({ plan: planSchema.optional(), status: z.enum(['active', 'suspended']).optional() }),
    responses: { 200: tenantSchema },
    object,
    async handle(ctx) {
      const {
        params: { id },
        body,
        audit,
      } = ctx;
      const row = await ctx.change(async (trx) => {
        const current = await lockTenant(trx, id, 'exclusive');
        if (!current) throw problem.notFound();
        ctx.requireMatch(toTenant(current));
        audit.subject({ tenantId: id });
        if (body.status !== undefined) await announceJobsOf(trx, id);
        return trx
          .updateTable('tenants')
          .set({
            plan: body.plan ?? current.plan,
            status: body.status ?? current.status,
            updated_at: nextUpdatedAt,
          })
          .where('id', '=', id)
          .returningAll()
          .executeTakeFirstOrThrow();
      });
      return ok(toTenant(row));
    },
  });

  operation(app, {
    id: 'operator.removeTenant',
    method: 'DELETE',
    path: '/operator/tenants/{id}',
    summary: 'Remove a tenant with everything it has',
    tag,
    access: 'operator',
    effect: 'change',
    etag: true,
    params: idParams,
    responses: { 204: null },
    object,
    async handle(ctx) {
      const {
        params: { id },
      } = ctx;
      await ctx.change(async (trx) => {
        const current = await lockTenant(trx, id, 'removal');
        if (!current) throw problem.notFound();
        ctx.requireMatch(toTenant(current));
        await deleteTenant(trx, id);
      });
      await files.remove(id);
      return noContent();
    },
  });
}
