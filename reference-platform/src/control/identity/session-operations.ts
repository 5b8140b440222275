import { z } from 'zod';
import { readPage } from '../../database/page.ts';
import { noContent, okPage } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { problem } from '../../http/problem.ts';
import { idParams, idSchema, pageOf, pageQuery, timestampSchema } from '../../http/schemas.ts';
import { everybody, ownTransaction } from './own-account.ts';
import type { IdentityServices } from './services.ts';
import { revokeSessions } from './sessions.ts';

const tag = 'Identity';

const sessionSchema = z
  .object({
    id: idSchema,
    transport: z.enum(['bearer', 'cookie']),
    current: z.boolean(),
    createdAt: timestampSchema,
    lastUsedAt: timestampSchema,
    expiresAt: timestampSchema,
    userAgent: z.string().nullable(),
  })
  .meta({ id: 'Session' });

/** Declares `auth.sessions` and `auth.revokeSession`: one's own open sessions. */
export function registerSessions(app: HttpApplication, services: IdentityServices): void {
  const { database, now } = services;

  operation(app, {
    id: 'auth.sessions',
    method: 'GET',
    path: '/auth/sessions',
    summary: 'The caller’s open sessions, newest first',
    tag,
    access: everybody,
    effect: 'read',
    query: pageQuery,
    responses: { 200: pageOf(sessionSchema) },
    async handle({ principal, query }) {
      const page = await ownTransaction(database, principal, (trx) => {
        const open = trx
          .selectFrom('sessions')
          .select(['id', 'transport', 'created_at', 'last_used_at', 'expires_at', 'user_agent'])
          .where('user_id', '=', principal.id)
          .where('revoked_at', 'is', null)
          .where('expires_at', '>', now());
        return readPage(open.orderBy('created_at', 'desc').orderBy('id', 'desc'), query);
      });
      const toSession = (row: (typeof page.rows)[number]) => ({
        id: row.id,
        transport: row.transport,
        current: row.id === principal.credential.id,
        createdAt: row.created_at.toISOString(),
        lastUsedAt: row.last_used_at.toISOString(),
        expiresAt: row.expires_at.toISOString(),
        userAgent: row.user_agent,
      });
      return okPage(page, toSession, query);
    },
  });

  operation(app, {
    id: 'auth.revokeSession',
    method: 'DELETE',
    path: '/auth/sessions/{id}',
    summary: 'End one of the caller’s sessions',
    tag,
    access: everybody,
    effect: 'change',
    params: idParams,
    responses: { 204: null },
    object: {
      type: 'session',
      async find({ principal, params }) {
        const session = await ownTransaction(database, principal, (trx) =>
          trx
            .selectFrom('sessions')
            .select('id')
            .where('id', '=', params.id)
            .where('user_id', '=', principal.id)
            .where('revoked_at', 'is', null)
            .where('expires_at', '>', now())
            .executeTakeFirst(),
        );
        if (!session) throw problem.notFound();
        return session;
      },
    },
    async handle(ctx) {
      const { object } = ctx;
      await ctx.change(async (trx) => {
        const ended = await revokeSessions(trx, { sessionId: object.id }, now());
        if (ended === 0) throw problem.notFound();
      });
      return noContent();
    },
  });
}
