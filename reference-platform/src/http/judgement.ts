import { timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { actorOf, type Call } from './call.ts';
import type { Access } from './declaration.ts';
import type { HttpApplication } from './kernel.ts';
import { problem } from './problem.ts';
import type { Principal, Resolution } from './principal.ts';
import type { Allowance } from './rate-limit.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

function judgeAllowance(allowance: Allowance): void {
  if (!allowance.allowed) throw problem.rateLimited((allowance.resetsAt.getTime() - Date.now()) / 1000);
}

/** 429 for an address that has used up its limit of log-in, register and refresh calls. */
export function judgeAddress(app: HttpApplication, request: FastifyRequest): void {
  judgeAllowance(app.services.addressLimiter.take(request.ip, app.services.limits.perAddress));
}

/** 401 unless the caller is known; 429 when their tenant's limit is used up. */
export async function judgeCaller(
  app: HttpApplication,
  request: FastifyRequest,
  call: Call,
): Promise<Principal> {
  return admit(app, call, await app.services.credentials.resolve(request));
}

/** 401 unless the credentials were accepted; 429 when the tenant's limit is used up. The call knows who it was. */
export function admit(app: HttpApplication, call: Call, resolution: Resolution): Principal {
  if (resolution.outcome !== 'accepted') {
    if (resolution.outcome === 'refused' && resolution.tenantId !== null) {
      call.auditTenantId = resolution.tenantId;
      call.auditActor = resolution.actor;
    }
    throw problem.unauthenticated();
  }
  const { principal } = resolution;
  call.principal = principal;
  call.auditTenantId = principal.tenantId;
  call.auditActor = actorOf(principal);
  if (principal.kind !== 'operator') {
    judgeAllowance(
      app.services.tenantLimiter.take(principal.tenantId, app.services.limits.perPlan[principal.plan]),
    );
  }
  return principal;
}

/** Whether an access rule lets a caller through. */
export function isAllowed(access: Exclude<Access, 'anonymous'>, principal: Principal): boolean {
  if (access === 'operator') return principal.kind === 'operator';
  if (principal.kind === 'operator') return access.operators === true;
  if (principal.kind === 'user') return access.roles.includes(principal.role);
  if (access.keyScope === undefined) return false;
  return access.keyScope === 'any' || principal.scopes.includes(access.keyScope);
}

function carriesCsrfToken(request: FastifyRequest, expected: string | null): boolean {
  const sent = request.headers['x-csrf-token'];
  if (expected === null || typeof sent !== 'string') return false;
  const [a, b] = [Buffer.from(sent), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** 403 unless the access rule lets the caller through, and, with a cookie on an unsafe method, the CSRF token fits. */
export function judgeRight(
  access: Exclude<Access, 'anonymous'>,
  request: FastifyRequest,
  principal: Principal,
): void {
  if (!isAllowed(access, principal)) throw problem.forbidden();
  const needsToken = principal.credential.kind === 'cookie' && !safeMethods.has(request.method);
  if (needsToken && !carriesCsrfToken(request, principal.csrfToken)) {
    throw problem.forbidden('The X-CSRF-Token header is missing or wrong.');
  }
}

/** Puts the headers on an answer that every answer carries. */
export function setCommonHeaders(
  reply: FastifyReply,
  requestId: string,
  headers: Readonly<Record<string, string>>,
) {
  void reply.headers(headers).header('x-request-id', requestId);
}
