import { z } from 'zod';
import { noContent, ok } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { problem } from '../../http/problem.ts';
import { keyScopes } from '../../http/principal.ts';
import { idSchema, timestampSchema } from '../../http/schemas.ts';
import { memberColumns, memberSchema, toMember } from '../members/member.ts';
import { nextUpdatedAt, tenantSchema, toTenant } from '../tenants/tenant.ts';
import { clearSessionCookie } from './cookie.ts';
import { everybody, ownTransaction } from './own-account.ts';
import type { IdentityServices } from './services.ts';
import { revokeSessions } from './sessions.ts';
import { nameText } from './text.ts';

const tag = 'Identity';

const meSchema = z
  .object({
    user: memberSchema.nullable(),
    tenant: tenantSchema.nullable(),
    credential: z.object({
      kind: z.enum(['bearer', 'cookie', 'api_key']),
      id: idSchema,
      expiresAt: timestampSchema.nullable(),
      scopes: z.array(z.enum(keyScopes)).nullable(),
    }),
    csrfToken: z.string().nullable(),
  })
  .meta({ id: 'Me' });

/** Declares `auth.me`, `auth.updateMe`, `auth.logout` and `auth.logoutAll`. */
export function registerMe(app: HttpApplication, services: IdentityServices): void {
  const { database, configuration, now } = services;

  operation(app, {
    id: 'auth.me',
    method: 'GET',
    path: '/auth/me',
    summary: 'Who the caller is',
    tag,
    access: { ...everybody, keyScope: 'any' },
    effect: 'read',
    responses: { 200: meSchema },
    async handle({ principal }) {
      const { user, tenant } = await ownTransaction(database, principal, async (trx) => ({
        user:
          principal.kind === 'api_key'
            ? undefined
            : await trx
                .selectFrom('users')
                .select(memberColumns)
                .where('id', '=', principal.id)
                .executeTakeFirst(),
        tenant:
          principal.tenantId === null
            ? undefined
            : await trx
                .selectFrom('tenants')
                .selectAll()
                .where('id', '=', principal.tenantId)
                .executeTakeFirst(),
      }));
      const { kind, id, expiresAt } = principal.credential;
      return ok({
        user: user ? toMember(user) : null,
        tenant: tenant ? toTenant(tenant) : null,
        credential: {
          kind,
          id,
          expiresAt: expiresAt?.toISOString() ?? null,
          scopes: principal.scopes === null ? null : [...principal.scopes],
        },
        csrfToken: principal.csrfToken,
      });
    },
  });

  operation(app, {
    id: 'auth.updateMe',
    method: 'PATCH',
    path: '/auth/me',
    summary: 'Change one’s own name',
    tag,
    access: everybody,
    effect: 'change',
    body: z.strictObject({ name: nameText(1, 80) }),
    responses: { 200: memberSchema },
    async handle(ctx) {
      const { principal, body, audit } = ctx;
      audit.target('user', principal.id);
      const row = await ctx.change(async (trx) => {
        const updated = await trx
          .updateTable('users')
          .set({ name: body.name, updated_at: nextUpdatedAt })
          .where('id', '=', principal.id)
          .returning(memberColumns)
          .executeTakeFirst();
        if (!updated) throw problem.unauthenticated();
        return updated;
      });
      return ok(toMember(row));
    },
  });

  operation(app, {
    id: 'auth.logout',
    method: 'POST',
    path: '/auth/logout',
    summary: 'End the caller’s session',
    tag,
    access: everybody,
    effect: 'change',
    responses: { 204: null },
    async handle(ctx) {
      const { principal, reply, audit } = ctx;
      const sessionId = principal.credential.id;
      audit.target('session', sessionId);
      await ctx.change((trx) => revokeSessions(trx, { sessionId }, now()));
      clearSessionCookie(configuration, reply);
      return noContent();
    },
  });

  operation(app, {
    id: 'auth.logoutAll',
    method: 'POST',
    path: '/auth/logout-all',
    summary: 'End all sessions of the caller, this one included',
    tag,
    access: everybody,
    effect: 'change',
    responses: { 204: null },
    async handle(ctx) {
      const { principal, reply, audit } = ctx;
      audit.target('user', principal.id);
      await ctx.change((trx) => revokeSessions(trx, { userId: principal.id }, now()));
      clearSessionCookie(configuration, reply);
      return noContent();
    },
  });
}
