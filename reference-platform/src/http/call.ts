import type { FastifyRequest } from 'fastify';
import type { AuditRecord, AuditTarget } from './audit-trail.ts';
import type { KeyedCall } from './idempotency.ts';
import type { HttpApplication } from './kernel.ts';
import type { Problem } from './problem.ts';
import type { AuditActor, Principal } from './principal.ts';
import type { TraceContext } from '../telemetry/trace.ts';

/** What the kernel remembers of one call while it lasts. */
export interface Call {
  requestId: string;
  trace: TraceContext;
  startedAt: bigint;
  operationId: string | null;
  principal: Principal | null;
  /** Whose chain an entry of this call goes to: undefined = nobody known, null = the platform's. */
  auditTenantId: string | null | undefined;
  auditActor: AuditActor | null;
  auditTarget: AuditTarget | null;
  successStatus: number;
  /** Whether a change of this call was committed with its entry. */
  changed: boolean;
  /** The call's `Idempotency-Key`, where it carries one and the operation creates something. */
  keyed: KeyedCall | null;
  params: unknown;
  object: unknown;
}

const calls = new WeakMap<FastifyRequest, Call>();

/** Starts the record of a request's call. */
export function beginCall(request: FastifyRequest, trace: TraceContext): Call {
  const call: Call = {
    requestId: request.id,
    trace,
    startedAt: process.hrtime.bigint(),
    operationId: null,
    principal: null,
    auditTenantId: undefined,
    auditActor: null,
    auditTarget: null,
    successStatus: 200,
    changed: false,
    keyed: null,
    params: {},
    object: undefined,
  };
  calls.set(request, call);
  return call;
}

/** The record of a request's call. */
export function callOf(request: FastifyRequest): Call {
  const call = calls.get(request);
  if (!call) throw new Error('the request has no call: a hook ran before onRequest');
  return call;
}

/** The principal in the audit log's words. */
export function actorOf(principal: Principal): AuditActor {
  return { kind: principal.kind, id: principal.id, label: principal.label };
}

/** The audit entry of a call, as far as the call is known. */
export function auditRecordOf(call: Call, outcome: AuditRecord['outcome'], status: number): AuditRecord {
  return {
    tenantId: call.auditTenantId ?? null,
    actor: call.auditActor ?? { kind: 'anonymous', id: null, label: 'anonymous' },
    action: call.operationId ?? 'unknown',
    target: call.auditTarget,
    outcome,
    status,
    requestId: call.requestId,
    occurredAt: new Date(),
  };
}

/** Whether a refusal has to be in the audit log: 401 of a known tenant, 403, or 404 of an object. */
function isRecordedDenial(call: Call, error: Problem): boolean {
  if (call.operationId === null) return false;
  if (error.status === 401) return typeof call.auditTenantId === 'string';
  return (error.status === 403 || error.status === 404) && call.auditTenantId !== undefined;
}

/** Writes the entry of a denied call, before its answer is sent. */
export async function recordDenial(app: HttpApplication, call: Call, error: Problem): Promise<void> {
  if (!isRecordedDenial(call, error)) return;
  await app.services.audit.deny(auditRecordOf(call, 'denied', error.status));
}
