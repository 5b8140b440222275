import type { AuditActor, Principal, Resolution } from '../../http/principal.ts';
import type { IdentityServices } from './services.ts';

/** How a session is found. A bearer token opens bearer sessions only, a cookie cookie sessions only. */
export type SessionHandle =
  { transport: 'bearer' | 'cookie'; sessionId: string } | { transport: 'cookie'; cookieHash: Buffer };

/** What the credential itself says. */
export interface SessionEvidence {
  kind: 'bearer' | 'cookie';
  /** The end of the access token; null = the session's own end. */
  expiresAt: Date | null;
  csrfToken: string | null;
  /** What to answer when there is no such session. */
  unknown: Resolution;
}

/** How often `lastUsedAt` is written, in milliseconds. */
export const lastUsedStepMs = 60_000;

/** One query: the session with its user and the user's tenant, as they are at this moment. */
function findSession({ database }: IdentityServices, handle: SessionHandle) {
  const query = database.direct
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .leftJoin('tenants', 'tenants.id', 'users.tenant_id')
    .select([
      'sessions.id as session_id',
      'sessions.expires_at',
      'sessions.revoked_at',
      'sessions.last_used_at',
      'users.id as user_id',
      'users.email',
      'users.name',
      'users.role',
      'users.status as user_status',
      'tenants.id as tenant_id',
      'tenants.plan',
      'tenants.status as tenant_status',
    ])
    .where('sessions.transport', '=', handle.transport);
  return 'sessionId' in handle
    ? query.where('sessions.id', '=', handle.sessionId).executeTakeFirst()
    : query.where('sessions.cookie_hash', '=', handle.cookieHash).executeTakeFirst();
}

type FoundSession = NonNullable<Awaited<ReturnType<typeof findSession>>>;

function principalOf(found: FoundSession, evidence: SessionEvidence): Principal | null {
  const base = {
    id: found.user_id,
    label: found.email,
    name: found.name,
    credential: {
      kind: evidence.kind,
      id: found.session_id,
      expiresAt: evidence.expiresAt ?? found.expires_at,
    },
    csrfToken: evidence.csrfToken,
    scopes: null,
  };
  const { role, tenant_id: tenantId, plan } = found;
  if (role === 'operator') return { ...base, kind: 'operator', role, tenantId: null, plan: null };
  if (tenantId === null || plan === null || found.tenant_status !== 'active') return null;
  return { ...base, kind: 'user', role, tenantId, plan };
}

/** The caller behind a session, or whose it was when it is not (or no longer) good. */
export async function resolveSession(
  services: IdentityServices,
  handle: SessionHandle,
  evidence: SessionEvidence,
): Promise<Resolution> {
  const found = await findSession(services, handle);
  if (!found) return evidence.unknown;

  const now = services.now();
  const isOpen =
    found.revoked_at === null &&
    found.expires_at > now &&
    (evidence.expiresAt === null || evidence.expiresAt > now) &&
    found.user_status === 'active';
  const principal = isOpen ? principalOf(found, evidence) : null;
  if (!principal) {
    const kind: AuditActor['kind'] = found.role === 'operator' ? 'operator' : 'user';
    return {
      outcome: 'refused',
      tenantId: found.tenant_id,
      actor: { kind, id: found.user_id, label: found.email },
    };
  }

  if (now.getTime() - found.last_used_at.getTime() >= lastUsedStepMs) {
    await services.database.direct
      .updateTable('sessions')
      .set({ last_used_at: now })
      .where('id', '=', found.session_id)
      .execute();
  }
  return { outcome: 'accepted', principal };
}
