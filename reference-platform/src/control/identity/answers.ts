import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { memberSchema, type Member } from '../members/member.ts';
import { tenantSchema, type Tenant } from '../tenants/tenant.ts';
import { timestampSchema } from '../../http/schemas.ts';
import { setSessionCookie } from './cookie.ts';
import type { IdentityServices } from './services.ts';
import type { OpenedSession } from './sessions.ts';

/** A pair of tokens: the access token is short-lived, the refresh token is good for one use. */
export const tokenPairSchema = z
  .object({
    tokenType: z.literal('Bearer'),
    accessToken: z.string(),
    accessTokenExpiresAt: timestampSchema,
    refreshToken: z.string(),
    refreshTokenExpiresAt: timestampSchema,
  })
  .meta({ id: 'TokenPair' });

/** The parsed form of `tokenPairSchema`. */
export type TokenPair = z.infer<typeof tokenPairSchema>;

/** Who has logged in, with tokens (transport `bearer`) or a CSRF token (transport `cookie`). */
export const authenticatedSchema = z
  .object({
    user: memberSchema,
    tenant: tenantSchema.nullable(),
    tokens: tokenPairSchema.nullable(),
    csrfToken: z.string().nullable(),
  })
  .meta({ id: 'Authenticated' });

/** The parsed form of `authenticatedSchema`. */
export type Authenticated = z.infer<typeof authenticatedSchema>;

/** Whose tokens, and how long they last. */
export interface TokenSubject {
  userId: string;
  tenantId: string | null;
  sessionId: string;
  refreshToken: string;
  refreshTokenExpiresAt: Date;
  /** Default: the configured one. */
  accessTokenTtlSeconds?: number | undefined;
}

/** Makes the pair of tokens of a session. */
export async function tokenPairOf(services: IdentityServices, subject: TokenSubject): Promise<TokenPair> {
  const { accessTokens, configuration, now } = services;
  const ttlSeconds = subject.accessTokenTtlSeconds ?? configuration.accessTokenTtlSeconds;
  const expiresAt = new Date(now().getTime() + ttlSeconds * 1000);
  const { userId, tenantId, sessionId } = subject;
  return {
    tokenType: 'Bearer',
    accessToken: await accessTokens.sign({ userId, tenantId, sessionId, expiresAt }),
    accessTokenExpiresAt: expiresAt.toISOString(),
    refreshToken: subject.refreshToken,
    refreshTokenExpiresAt: subject.refreshTokenExpiresAt.toISOString(),
  };
}

/** The answer to a log-in or registration; sets the cookie where that is the transport. */
export async function authenticated(
  services: IdentityServices,
  reply: FastifyReply,
  who: { user: Member; tenant: Tenant | null },
  session: OpenedSession,
  accessTokenTtlSeconds?: number,
): Promise<Authenticated> {
  if (session.transport === 'cookie') {
    setSessionCookie(services.configuration, reply, session);
    return { ...who, tokens: null, csrfToken: session.csrfToken };
  }
  const tokens = await tokenPairOf(services, {
    userId: who.user.id,
    tenantId: who.tenant?.id ?? null,
    sessionId: session.id,
    refreshToken: session.token,
    refreshTokenExpiresAt: session.expiresAt,
    accessTokenTtlSeconds,
  });
  return { ...who, tokens, csrfToken: null };
}
