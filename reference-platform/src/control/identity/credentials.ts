import type { FastifyRequest } from 'fastify';
import type { CredentialResolver, Resolution } from '../../http/principal.ts';
import { readSessionCookie } from './cookie.ts';
import { resolveKey } from './key-credential.ts';
import type { IdentityServices } from './services.ts';
import { resolveSession } from './session-credential.ts';
import { csrfTokenOf, digestOf } from './tokens.ts';

const refused: Resolution = { outcome: 'refused', tenantId: null, actor: null };
const bearerForm = /^Bearer +([\w.~+/-]+=*)$/i;

async function resolveBearer(services: IdentityServices, authorization: string): Promise<Resolution> {
  const token = bearerForm.exec(authorization)?.[1];
  const claims = token === undefined ? null : await services.accessTokens.read(token);
  if (!claims) return refused;
  const { sessionId, userId, tenantId, expiresAt } = claims;
  // The token is ours, so whom it names can be told in the audit log even when the session is gone.
  const unknown: Resolution = {
    outcome: 'refused',
    tenantId,
    actor: { kind: tenantId === null ? 'operator' : 'user', id: userId, label: 'removed user' },
  };
  const evidence = { kind: 'bearer', expiresAt, csrfToken: null, unknown } as const;
  return resolveSession(services, { sessionId, transport: 'bearer' }, evidence);
}

function resolveCookie(services: IdentityServices, cookie: string): Promise<Resolution> {
  const evidence = {
    kind: 'cookie',
    expiresAt: null,
    csrfToken: csrfTokenOf(cookie),
    unknown: refused,
  } as const;
  return resolveSession(services, { cookieHash: digestOf(cookie), transport: 'cookie' }, evidence);
}

/** Whether a header came more than once: proxy and platform could each believe another one. */
function isRepeated({ raw }: FastifyRequest, name: string): boolean {
  return raw.rawHeaders.filter((text, index) => index % 2 === 0 && text.toLowerCase() === name).length > 1;
}

/**
 * Finds the caller by bearer token, API key or session cookie, in this order. Nothing is cached: revocation,
 * suspension and changes of role count from their commit on.
 */
export function createCredentialResolver(services: IdentityServices): CredentialResolver {
  return {
    async resolve(request: FastifyRequest) {
      const { authorization } = request.headers;
      if (isRepeated(request, 'authorization')) return refused;
      if (authorization !== undefined) return resolveBearer(services, authorization);
      const apiKey = request.headers['x-api-key'];
      if (apiKey !== undefined) return resolveKey(services, { secret: String(apiKey) });
      const cookie = readSessionCookie(services.configuration, request);
      if (cookie !== undefined) return resolveCookie(services, cookie);
      return { outcome: 'none' };
    },
  };
}
