import type { Transaction } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import { problem } from '../../http/problem.ts';
import { lockTenant } from '../tenants/tenant.ts';
import type { IdentityServices } from './services.ts';
import { earlier, secondsAfter } from './sessions.ts';
import { digestOf, randomToken } from './tokens.ts';

/** Whose a refresh token is. */
export interface RefreshOwner {
  userId: string;
  email: string;
  tenantId: string | null;
  sessionId: string;
}

/** A refresh token was used a second time. */
export class SpentToken extends Error {}

/** Whose a refresh token is, spent or not; null when it was never given out. */
export async function findRefreshOwner(
  { database }: IdentityServices,
  tokenHash: Buffer,
): Promise<RefreshOwner | null> {
  const row = await database.direct
    .selectFrom('refresh_tokens')
    .innerJoin('sessions', 'sessions.id', 'refresh_tokens.session_id')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select(['users.id as userId', 'users.email', 'users.tenant_id as tenantId', 'sessions.id as sessionId'])
    .where('refresh_tokens.token_hash', '=', tokenHash)
    .executeTakeFirst();
  return row ?? null;
}

/**
 * Spends a refresh token and makes the next one of its family. The session's row is locked: of two calls with
 * one token the second sees it spent. Throws SpentToken then, and 401 for all else that is wrong.
 */
export async function rotate(
  trx: Transaction<Schema>,
  { configuration, now }: IdentityServices,
  owner: RefreshOwner,
  tokenHash: Buffer,
): Promise<{ token: string; expiresAt: Date }> {
  const tenant = owner.tenantId === null ? null : await lockTenant(trx, owner.tenantId, 'present');
  if (owner.tenantId !== null && tenant?.status !== 'active') throw problem.unauthenticated();

  const session = await trx
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select(['sessions.revoked_at', 'sessions.ends_at', 'users.status'])
    .where('sessions.id', '=', owner.sessionId)
    .forUpdate('sessions')
    .executeTakeFirst();
  const current = await trx
    .selectFrom('refresh_tokens')
    .select(['spent_at', 'expires_at'])
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst();
  const at = now();
  if (current && current.spent_at !== null) throw new SpentToken('the refresh token was spent before');
  if (
    !session ||
    session.revoked_at !== null ||
    session.status !== 'active' ||
    session.ends_at <= at ||
    !current ||
    current.expires_at <= at
  ) {
    throw problem.unauthenticated();
  }

  const token = randomToken();
  const expiresAt = earlier(secondsAfter(at, configuration.refreshTokenTtlSeconds), session.ends_at);
  await trx.updateTable('refresh_tokens').set({ spent_at: at }).where('token_hash', '=', tokenHash).execute();
  await trx
    .insertInto('refresh_tokens')
    .values({
      token_hash: digestOf(token),
      tenant_id: owner.tenantId,
      session_id: owner.sessionId,
      issued_at: at,
      expires_at: expiresAt,
      spent_at: null,
    })
    .execute();
  await trx
    .updateTable('sessions')
    .set({ last_used_at: at, expires_at: expiresAt })
    .where('id', '=', owner.sessionId)
    .execute();
  return { token, expiresAt };
}
