import type { Kysely, Transaction } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Schema } from '../../database/schema.ts';
import type { IdentityServices } from './services.ts';
import { csrfTokenOf, digestOf, randomToken } from './tokens.ts';

/** How a session is carried: tokens in headers, or a cookie of the web interface. */
export type Transport = 'bearer' | 'cookie';

/** The secrets of a new session, to be given to its user once. */
export interface OpenedSession {
  id: string;
  transport: Transport;
  expiresAt: Date;
  /** Bearer sessions: the first refresh token. Cookie sessions: the cookie's value. */
  token: string;
  /** Cookie sessions only. */
  csrfToken: string | null;
}

/**
 * The longest life of a session, in seconds, however much it is used. In the browser a working day: one that is left open
 * overnight asks for the password again.
 */
export const longestSessionSeconds = { bearer: 90 * 86_400, cookie: 12 * 3600 } as const;
const userAgentLength = 300;

/** A time so many seconds later. */
export function secondsAfter(time: Date, seconds: number): Date {
  return new Date(time.getTime() + seconds * 1000);
}

/** The earlier of two times. */
export function earlier(one: Date, other: Date): Date {
  return one < other ? one : other;
}

/** Opens a session of a user within the transaction of their log-in. */
export async function openSession(
  trx: Transaction<Schema>,
  { configuration, now }: Pick<IdentityServices, 'configuration' | 'now'>,
  user: { id: string; tenantId: string | null },
  client: { transport: Transport; userAgent: string | undefined; ttlSeconds?: number | undefined },
): Promise<OpenedSession> {
  const { transport } = client;
  const startedAt = now();
  const longest = longestSessionSeconds[transport];
  const endsAt = secondsAfter(startedAt, Math.min(client.ttlSeconds ?? longest, longest));
  const unused =
    transport === 'cookie' ? endsAt : secondsAfter(startedAt, configuration.refreshTokenTtlSeconds);
  const expiresAt = earlier(unused, endsAt);
  const id = uuid();
  const token = randomToken();
  await trx
    .insertInto('sessions')
    .values({
      id,
      tenant_id: user.tenantId,
      user_id: user.id,
      transport,
      cookie_hash: transport === 'cookie' ? digestOf(token) : null,
      // Header bytes arrive as Latin-1 without NUL, so any value can be stored.
      user_agent: client.userAgent?.slice(0, userAgentLength) ?? null,
      created_at: startedAt,
      last_used_at: startedAt,
      expires_at: expiresAt,
      ends_at: endsAt,
      revoked_at: null,
    })
    .execute();
  if (transport === 'bearer') {
    await trx
      .insertInto('refresh_tokens')
      .values({
        token_hash: digestOf(token),
        tenant_id: user.tenantId,
        session_id: id,
        issued_at: startedAt,
        expires_at: expiresAt,
        spent_at: null,
      })
      .execute();
  }
  return { id, transport, expiresAt, token, csrfToken: transport === 'cookie' ? csrfTokenOf(token) : null };
}

/** Which sessions are meant: one, that of a cookie, or all of a user, perhaps but one. */
export type SessionSelection =
  { sessionId: string } | { cookieHash: Buffer } | { userId: string; except?: string };

/** Ends sessions: from the commit on, no token or cookie of theirs is taken. Returns how many were open. */
export async function revokeSessions(
  trx: Kysely<Schema>,
  selection: SessionSelection,
  now: Date,
): Promise<number> {
  let query = trx.updateTable('sessions').set({ revoked_at: now }).where('revoked_at', 'is', null);
  if ('sessionId' in selection) {
    query = query.where('id', '=', selection.sessionId);
  } else if ('cookieHash' in selection) {
    query = query.where('cookie_hash', '=', selection.cookieHash);
  } else {
    query = query.where('user_id', '=', selection.userId);
    if (selection.except !== undefined) query = query.where('id', '!=', selection.except);
  }
  const { numUpdatedRows } = await query.executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}
