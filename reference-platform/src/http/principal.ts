import type { FastifyRequest } from 'fastify';

/** The roles of a tenant's members, the most powerful first. */
export const tenantRoles = ['owner', 'admin', 'analyst', 'viewer', 'sales', 'verifier', 'auditor'] as const;
/** A role inside a tenant. */
export type TenantRole = (typeof tenantRoles)[number];

/** What an API key may be made for. */
export const keyScopes = ['read', 'write', 'ingest'] as const;
/** One scope of an API key. */
export type KeyScope = (typeof keyScopes)[number];

/** The plans of a tenant, each with its own rate limit. */
export const plans = ['trial', 'standard', 'enterprise'] as const;
/** A tenant's plan. */
export type Plan = (typeof plans)[number];

/** How the caller proved who they are. `id` is the session's or the API key's. */
export interface PrincipalCredential {
  kind: 'bearer' | 'cookie' | 'api_key';
  id: string;
  expiresAt: Date | null;
}

interface PrincipalBase {
  /** User id, or the API key's id. */
  id: string;
  /** What the audit log shows: the e-mail address, or the key's name. */
  label: string;
  /** What people read: the user's or the key's name. */
  name: string;
  credential: PrincipalCredential;
  /** The value that X-CSRF-Token must carry on unsafe methods; null unless the credential is a cookie. */
  csrfToken: string | null;
}

interface TenantBound {
  tenantId: string;
  plan: Plan;
}

/** A signed-in member of a tenant. */
export interface UserPrincipal extends PrincipalBase, TenantBound {
  kind: 'user';
  role: TenantRole;
  scopes: null;
}

/** An API key of a tenant. */
export interface ApiKeyPrincipal extends PrincipalBase, TenantBound {
  kind: 'api_key';
  role: null;
  scopes: readonly KeyScope[];
}

/** A signed-in operator of the platform, who belongs to no tenant. */
export interface OperatorPrincipal extends PrincipalBase {
  kind: 'operator';
  tenantId: null;
  plan: null;
  role: 'operator';
  scopes: null;
}

/** The known caller of an operation. */
export type Principal = UserPrincipal | ApiKeyPrincipal | OperatorPrincipal;

/** Who an audit entry says has acted. */
export interface AuditActor {
  /** `system`: the platform itself, for example its sweeper. */
  kind: 'user' | 'api_key' | 'anonymous' | 'operator' | 'system';
  id: string | null;
  label: string;
}

/**
 * What came of a request's credentials. `refused` = credentials were sent and are bad (unknown, expired,
 * revoked, of a suspended tenant); `tenantId` and `actor` say whose they were, where that is known.
 */
export type Resolution =
  | { outcome: 'none' }
  | { outcome: 'refused'; tenantId: string | null; actor: AuditActor | null }
  | { outcome: 'accepted'; principal: Principal };

/**
 * Finds the caller of a request. Order: Authorization, then X-API-Key, then the session cookie; a bad one is
 * never passed over in favour of the next. Reads the database on each call, so that revocation is immediate.
 */
export interface CredentialResolver {
  resolve(request: FastifyRequest): Promise<Resolution>;
}
