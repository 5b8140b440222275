import * as z from 'zod/mini';
import { Creator, listOf } from './common.ts';

export const Role = z.enum([
  'owner',
  'admin',
  'analyst',
  'viewer',
  'sales',
  'verifier',
  'auditor',
  'operator',
]);
export type Role = z.infer<typeof Role>;

/** The roles that a member of a tenant can have, strongest first. */
export const TENANT_ROLES = ['owner', 'admin', 'analyst', 'viewer', 'sales', 'verifier', 'auditor'] as const;

export const Member = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: Role,
  status: z.enum(['active', 'disabled']),
  mfaEnabled: z.boolean(),
  lastLoginAt: z.nullable(z.string()),
  createdAt: z.string(),
});
export type Member = z.infer<typeof Member>;
export const MemberList = listOf(Member);

export const Tenant = z.object({ id: z.string(), name: z.string(), plan: z.string(), status: z.string() });
export type Tenant = z.infer<typeof Tenant>;

/** The answer to log-in and registration with a cookie session. */
export const Authenticated = z.object({
  user: Member,
  tenant: z.nullable(Tenant),
  csrfToken: z.nullable(z.string()),
});

/** Who the session's cookie stands for. */
export const Me = z.object({
  user: z.nullable(Member),
  tenant: z.nullable(Tenant),
  csrfToken: z.nullable(z.string()),
});

export const Session = z.object({
  id: z.string(),
  transport: z.enum(['bearer', 'cookie']),
  current: z.boolean(),
  createdAt: z.string(),
  lastUsedAt: z.string(),
  expiresAt: z.string(),
  userAgent: z.nullable(z.string()),
});
export type Session = z.infer<typeof Session>;
export const SessionList = listOf(Session);

export const MfaEnrolment = z.object({ secret: z.string(), otpauthUrl: z.string() });
export type MfaEnrolment = z.infer<typeof MfaEnrolment>;

export const ApiKey = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(z.string()),
  createdBy: Creator,
  createdAt: z.string(),
  expiresAt: z.nullable(z.string()),
  lastUsedAt: z.nullable(z.string()),
});
export type ApiKey = z.infer<typeof ApiKey>;
export const ApiKeyList = listOf(ApiKey);

/** A key just made: the only answer that holds its secret. */
export const NewApiKey = z.extend(ApiKey, { secret: z.string() });
export type NewApiKey = z.infer<typeof NewApiKey>;

export const Usage = z.object({
  requests: z.object({ limit: z.number(), used: z.number(), windowSeconds: z.number() }),
  datasets: z.number(),
  detectors: z.number(),
  members: z.number(),
  storageBytes: z.number(),
  storageLimitBytes: z.number(),
});
export type Usage = z.infer<typeof Usage>;
