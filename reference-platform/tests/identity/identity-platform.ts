import { randomUUID } from 'node:crypto';
import { registerApiKeys } from '../../src/control/api-keys/register.ts';
import { registerAudit } from '../../src/control/audit/register.ts';
import { createAuditTrail } from '../../src/control/audit/trail.ts';
import { openAccessTokens } from '../../src/control/identity/access-tokens.ts';
import {
  authenticatedSchema,
  type Authenticated,
  type TokenPair,
} from '../../src/control/identity/answers.ts';
import { createCredentialResolver } from '../../src/control/identity/credentials.ts';
import { ensureOperator } from '../../src/control/identity/operator-account.ts';
import { registerIdentity } from '../../src/control/identity/register.ts';
import type { IdentityServices } from '../../src/control/identity/services.ts';
import type { Mail } from '../../src/control/mail/mail.ts';
import { memberSchema, type Member } from '../../src/control/members/member.ts';
import { registerMembers } from '../../src/control/members/register.ts';
import { registerOperator } from '../../src/control/operator/register.ts';
import { registerTenant } from '../../src/control/tenants/register.ts';
import type { Tenant } from '../../src/control/tenants/tenant.ts';
import { createApplication } from '../../src/http/application.ts';
import type { HttpApplication } from '../../src/http/kernel.ts';
import type { Plan, TenantRole } from '../../src/http/principal.ts';
import { createRateLimiter } from '../../src/http/rate-limit.ts';
import { startPlatformDatabase, type PlatformDatabase } from '../compute/platform-database.ts';

/** The password of everybody in these tests. */
export const password = 'correct horse battery';
/** The operator of these tests. */
export const operatorLogin = { email: 'operator@assay.test', password };

/** One call over HTTP, without a socket. */
export interface CallOptions {
  token?: string | undefined;
  headers?: Record<string, string>;
  body?: object;
}

/** What came back. `json` is undefined for an empty body. */
export interface Reply {
  status: number;
  json: unknown;
  text: string;
  headers: Record<string, unknown>;
}

/** Somebody who has registered a tenant. */
export interface Registered {
  user: Member;
  tenant: Tenant;
  tokens: TokenPair;
}

/** The identity, member, key, tenant, operator and audit operations on a database of their own. */
export interface IdentityPlatform {
  readonly storage: PlatformDatabase;
  /** Tenants whose files were removed, in order. */
  readonly removedFiles: readonly string[];
  /** Mails that were posted, in order. */
  readonly mails: readonly Mail[];
  call(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, options?: CallOptions): Promise<Reply>;
  /** Registers a tenant of its own with an owner. */
  register(): Promise<Registered>;
  login(email: string, extra?: object): Promise<Authenticated>;
  /** Adds a member to a tenant and logs in. */
  member(owner: Registered, role: TenantRole): Promise<{ member: Member; token: string; tokens: TokenPair }>;
  operatorToken(): Promise<string>;
  /** Turns the clock on. */
  advance(milliseconds: number): void;
  now(): Date;
  /** Listens on a free port, for what needs a socket, and returns it. */
  listen(): Promise<number>;
  stop(): Promise<void>;
}

/** An e-mail address that nobody else in the tests has. */
export function freshEmail(): string {
  return `user-${randomUUID()}@example.test`;
}

/** The tokens of a bearer log-in. */
export function tokensOf({ tokens }: Pick<Authenticated, 'tokens'>): TokenPair {
  if (!tokens) throw new Error('this log-in has no tokens');
  return tokens;
}

/** Starts a database and an application with a clock that tests can turn. */
export async function startIdentityPlatform(
  settings: {
    publicUrl?: string;
    loginRatePerMinute?: number;
    planRate?: Partial<Record<Plan, number>>;
    /** Declares further operations or channels before the application is ready. */
    declare?: (app: HttpApplication, identity: IdentityServices) => Promise<void>;
  } = {},
): Promise<IdentityPlatform> {
  const storage = await startPlatformDatabase();
  const { database, logger, metrics } = storage;
  const mails: Mail[] = [];
  let offsetMs = 0;
  const now = () => new Date(Date.now() + offsetMs);
  const identity = {
    database,
    audit: createAuditTrail(database),
    configuration: {
      accessTokenTtlSeconds: 900,
      refreshTokenTtlSeconds: 30 * 86_400,
      publicUrl: settings.publicUrl ?? null,
    },
    accessTokens: await openAccessTokens(database),
    mail: { post: (mail: Mail) => void mails.push(mail) },
    now,
  };
  await ensureOperator(database, operatorLogin);
  const services = {
    ...identity,
    credentials: createCredentialResolver(identity),
    logger,
    metrics,
    limits: {
      perPlan: { trial: 100_000, standard: 100_000, enterprise: 100_000, ...settings.planRate },
      perAddress: settings.loginRatePerMinute ?? 100_000,
    },
    tenantLimiter: createRateLimiter(60),
    addressLimiter: createRateLimiter(60),
    publicUrl: settings.publicUrl ?? null,
    requestGraceMs: 20_000,
    trustedProxies: [],
  };
  const app = await createApplication(services, '0.0.0');
  const removedFiles: string[] = [];
  const files = {
    remove: (tenantId: string) => {
      removedFiles.push(tenantId);
      return Promise.resolve();
    },
  };
  registerIdentity(app, identity);
  registerMembers(app);
  registerApiKeys(app, identity);
  const bytes = 5 * 1024 ** 3;
  registerTenant(app, { files, planStorage: { trial: bytes, standard: bytes, enterprise: bytes } });
  registerOperator(app, { files });
  registerAudit(app);
  await settings.declare?.(app, identity);
  await app.fastify.ready();

  const platform: IdentityPlatform = {
    storage,
    removedFiles,
    mails,
    async call(method, path, options = {}) {
      const response = await app.fastify.inject({
        method,
        url: `/api/v1${path}`,
        headers: {
          ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
          ...options.headers,
        },
        ...(options.body === undefined ? {} : { payload: options.body }),
      });
      const isJson = /[/+]json/.test(String(response.headers['content-type'] ?? ''));
      return {
        status: response.statusCode,
        json: isJson ? (JSON.parse(response.payload) as unknown) : undefined,
        text: response.payload,
        headers: response.headers,
      };
    },
    async register() {
      const body = { tenantName: 'Tenant under test', name: 'Olga Owner', email: freshEmail(), password };
      const reply = await platform.call('POST', '/auth/register', { body });
      const { user, tenant, tokens } = authenticatedSchema.parse(reply.json);
      if (!tenant || !tokens) throw new Error('a registration gives a tenant and tokens');
      return { user, tenant, tokens };
    },
    async login(email, extra = {}) {
      const reply = await platform.call('POST', '/auth/login', { body: { email, password, ...extra } });
      return authenticatedSchema.parse(reply.json);
    },
    async member(owner, role) {
      const body = { email: freshEmail(), name: `The ${role}`, role, password };
      const reply = await platform.call('POST', '/members', { token: owner.tokens.accessToken, body });
      const member = memberSchema.parse(reply.json);
      const tokens = tokensOf(await platform.login(member.email));
      return { member, tokens, token: tokens.accessToken };
    },
    async operatorToken() {
      return tokensOf(await platform.login(operatorLogin.email)).accessToken;
    },
    advance: (milliseconds) => void (offsetMs += milliseconds),
    now,
    async listen() {
      await app.fastify.listen({ host: '127.0.0.1', port: 0 });
      const address = app.fastify.server.address();
      if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
      return address.port;
    },
    async stop() {
      await app.fastify.close();
      await storage.stop();
    },
  };
  return platform;
}
