import type { Operation } from '../../contract/operations.ts';
import type { Role, Scope } from '../../api-clients/common/schemas.ts';
import { roleSchema, scopeSchema } from '../../api-clients/common/schemas.ts';
import { z } from 'zod';
import { type Answer, type Headers, headerOf, jsonOf, withoutHeaders } from './message.ts';

/** Who sends a request, as far as the proxy has seen them get their credential. */
export type Identity =
  | { kind: 'anonymous' }
  /** A credential that the proxy has not seen given out: forged, or from before. */
  | { kind: 'unknown' }
  | { kind: 'operator'; credential: 'bearer' | 'cookie' }
  | { kind: 'member'; tenantId: string; role: Role; credential: 'bearer' | 'cookie' }
  | { kind: 'apiKey'; tenantId: string; scopes: readonly Scope[] };

const signedInSchema = z.object({
  user: z.object({ role: roleSchema.nullish().catch(null) }),
  tenant: z.object({ id: z.string() }).nullable(),
  tokens: z.object({ accessToken: z.string(), refreshToken: z.string() }).nullable(),
  csrfToken: z.string().nullable(),
});
const refreshedSchema = z.object({
  tokens: z.object({ accessToken: z.string(), refreshToken: z.string() }).optional(),
  accessToken: z.string().optional(),
});
const newKeySchema = z.object({ secret: z.string(), scopes: z.array(scopeSchema) });
const ticketSchema = z.object({ ticket: z.string(), path: z.string() });
const createdSchema = z.object({ id: z.string() });

/** A ticket of a WebSocket, as it was seen being given out. */
export interface KnownTicket {
  /** Path of the channel that it opens, below the API's base. */
  path: string;
  holder: Identity;
  /** Trace of the request that was given it; `null` for one outside any test. */
  traceId: string | null;
  /** Whether a handshake with it has gone to the target. */
  isSpent: boolean;
}

const CREDENTIAL_HEADERS = ['authorization', 'x-api-key', 'cookie', 'x-csrf-token'] as const;

/**
 * What the proxy has learned by watching: whose each credential is, which tenant a thing belongs to, who asked for a ticket.
 * With it a forbidden act can really be committed.
 */
export class Acquaintances {
  readonly #byCredential = new Map<string, Identity>();
  readonly #owners = new Map<string, Headers>();
  readonly #csrf = new Map<string, string>();
  readonly #tenantOf = new Map<string, string>();
  readonly #tickets = new Map<string, KnownTicket>();
  readonly #sessions = new Map<string, string>();
  #operator: Headers | null = null;
  #latestTenant: string | null = null;

  /** Who sends these headers. */
  identify(headers: Headers): Identity {
    const credential = credentialIn(headers);
    if (credential === null) return { kind: 'anonymous' };
    return this.#byCredential.get(credential) ?? { kind: 'unknown' };
  }

  /** Credential headers of a tenant's owner; `null` for a tenant that was not seen being made. */
  ownerOf(tenantId: string): Headers | null {
    return this.#owners.get(tenantId) ?? null;
  }

  /** Credential headers of the platform's operator, once it has signed in. */
  get operator(): Headers | null {
    return this.#operator;
  }

  /** The tenant that was made last. */
  get latestTenant(): string | null {
    return this.#latestTenant;
  }

  /** The CSRF token of the session that a cookie header names. */
  csrfTokenOf(headers: Headers): string | undefined {
    return this.#csrf.get(headerOf(headers, 'cookie') ?? '');
  }

  /** The tenant of the things that a path names; `null` where none of them was seen being made. */
  tenantOfPath(url: string): string | null {
    for (const [id] of url.matchAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g)) {
      const tenant = this.#tenantOf.get(id);
      if (tenant !== undefined) return tenant;
    }
    return null;
  }

  /** What is known of a ticket. */
  ticket(ticket: string): KnownTicket | undefined {
    return this.#tickets.get(ticket);
  }

  /** Takes in that a handshake with a ticket goes to the target. */
  spend(ticket: string): void {
    const known = this.#tickets.get(ticket);
    if (known !== undefined) this.#tickets.set(ticket, { ...known, isSpent: true });
  }

  /** Takes in that a request of a test came with a session's cookie: a browser of that test is signed in. */
  sawSession(traceId: string, headers: Headers): void {
    const cookie = headerOf(headers, 'cookie');
    if (cookie !== undefined && this.#csrf.has(cookie)) this.#sessions.set(traceId, cookie);
  }

  /** Cookie and CSRF token that the latest browser session of a test would send; `null` without one. */
  sessionOf(traceId: string): Headers | null {
    const cookie = this.#sessions.get(traceId);
    if (cookie === undefined) return null;
    return [
      ['cookie', cookie],
      ['x-csrf-token', this.#csrf.get(cookie) ?? ''],
    ];
  }

  /** Whether an answer of this operation and status teaches anything, so that its body is worth keeping. */
  static learnsFrom({ id }: Operation, status: number): boolean {
    return (
      status === 201 || status === 202 || (status === 200 && /^auth\.(?:login|refresh|wsTicket)$/.test(id))
    );
  }

  /** Takes in an answer that `learnsFrom` has found worth it. */
  learn(operation: Operation, sent: Headers, answer: Answer, traceId: string | null): void {
    const body = jsonOf(answer);
    switch (operation.id) {
      case 'auth.register':
      case 'auth.login':
        this.#signedIn(body, answer);
        break;
      case 'auth.refresh':
        this.#refreshed(body);
        break;
      case 'apiKeys.create':
        this.#newKey(body, sent);
        break;
      case 'auth.wsTicket': {
        const ticket = ticketSchema.safeParse(body);
        if (!ticket.success) break;
        const known = { path: ticket.data.path, holder: this.identify(sent), traceId, isSpent: false };
        this.#tickets.set(ticket.data.ticket, known);
        break;
      }
      default:
        this.#created(body, sent);
    }
  }

  #signedIn(body: unknown, answer: Answer): void {
    const parsed = signedInSchema.safeParse(body);
    if (!parsed.success) return;
    const { user, tenant, tokens, csrfToken } = parsed.data;
    const credential = tokens === null ? 'cookie' : 'bearer';
    const cookie = headerOf(answer.headers, 'set-cookie')?.split(';', 1)[0];
    const known = tokens === null ? cookie : tokens.accessToken;
    if (known === undefined) return;
    const identity: Identity =
      tenant === null || user.role === null || user.role === undefined
        ? { kind: 'operator', credential }
        : { kind: 'member', tenantId: tenant.id, role: user.role, credential };
    this.#byCredential.set(known, identity);
    if (cookie !== undefined && csrfToken !== null) this.#csrf.set(cookie, csrfToken);
    if (tokens === null) return;
    this.#byCredential.set(`refresh ${tokens.refreshToken}`, identity);
    this.#remember(identity, tokens.accessToken);
  }

  #remember(identity: Identity, accessToken: string): void {
    const headers: Headers = [['authorization', `Bearer ${accessToken}`]];
    if (identity.kind === 'operator') this.#operator = headers;
    if (identity.kind !== 'member' || identity.role !== 'owner') return;
    this.#owners.set(identity.tenantId, headers);
    this.#latestTenant = identity.tenantId;
  }

  #refreshed(body: unknown): void {
    const parsed = refreshedSchema.safeParse(body);
    const token = parsed.success ? (parsed.data.tokens?.accessToken ?? parsed.data.accessToken) : undefined;
    const signedIn = signedInSchema.safeParse(body);
    if (token === undefined || !signedIn.success) return;
    const { user, tenant } = signedIn.data;
    if (tenant === null || user.role === null || user.role === undefined) return;
    const identity: Identity = { kind: 'member', tenantId: tenant.id, role: user.role, credential: 'bearer' };
    this.#byCredential.set(token, identity);
    this.#remember(identity, token);
  }

  #newKey(body: unknown, sent: Headers): void {
    const parsed = newKeySchema.safeParse(body);
    const maker = this.identify(sent);
    if (!parsed.success || maker.kind !== 'member') return;
    const { secret, scopes } = parsed.data;
    this.#byCredential.set(secret, { kind: 'apiKey', tenantId: maker.tenantId, scopes });
    this.#created(body, sent);
  }

  #created(body: unknown, sent: Headers): void {
    const parsed = createdSchema.safeParse(body);
    const maker = this.identify(sent);
    if (parsed.success && 'tenantId' in maker) this.#tenantOf.set(parsed.data.id, maker.tenantId);
  }
}

/** The request's headers with other credentials, or with none. */
export function withCredentials(headers: Headers, credentials: Headers): Headers {
  return [...withoutHeaders(headers, ...CREDENTIAL_HEADERS), ...credentials];
}

function credentialIn(headers: Headers): string | null {
  const authorization = headerOf(headers, 'authorization');
  if (authorization !== undefined) return authorization.replace(/^Bearer /, '');
  return headerOf(headers, 'x-api-key') ?? headerOf(headers, 'cookie') ?? null;
}
