import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Transaction } from 'kysely';
import type { z } from 'zod';
import type { Schema } from '../database/schema.ts';
import { actorOf, auditRecordOf, type Call } from './call.ts';
import type { Context, LookupContext, OperationDeclaration, Responses } from './declaration.ts';
import { ifMatchHolds } from './entity-tag.ts';
import { takeKey } from './idempotency.ts';
import type { HttpApplication } from './kernel.ts';
import { contentOf } from './keyed-call.ts';
import { receiveUpload } from './multipart.ts';
import { problem } from './problem.ts';
import type { Principal } from './principal.ts';

function principalOf(call: Call): Principal {
  if (!call.principal)
    throw new Error(`${call.operationId ?? 'the operation'} is anonymous: there is no principal`);
  return call.principal;
}

function tenantOf(call: Call): string {
  const { tenantId } = principalOf(call);
  if (tenantId === null)
    throw new Error(`${call.operationId ?? 'the operation'} was called without a tenant`);
  return tenantId;
}

/**
 * Keeps the caller's tenant in place while it is changed: locked first, so that its removal and a change never
 * wait for each other in a circle. Throws 401 when it is gone: the caller's credentials went with it.
 */
async function holdTenant(trx: Transaction<Schema>, tenantId: string): Promise<void> {
  const held = await trx
    .selectFrom('tenants')
    .select('id')
    .where('id', '=', tenantId)
    .forKeyShare()
    .execute();
  if (held.length === 0) throw problem.unauthenticated();
}

/** What an operation's `object.find` gets. */
export function lookupContext<Params>(
  app: HttpApplication,
  call: Call,
  params: Params,
): LookupContext<Params> {
  return {
    principal: principalOf(call),
    get tenantId() {
      return tenantOf(call);
    },
    params,
    tenantTransaction: (work) => app.services.database.reading(tenantOf(call), work),
  };
}

/** What an operation's handler gets, once the input is parsed. */
export function handlerContext<
  P extends z.ZodObject,
  Q extends z.ZodObject,
  B extends z.ZodType,
  F extends z.ZodObject,
  R extends Responses,
  O,
>(
  app: HttpApplication,
  declaration: OperationDeclaration<P, Q, B, F, R, O>,
  call: Call,
  exchange: { request: FastifyRequest; reply: FastifyReply },
  input: { query: z.output<Q>; body: z.output<B> },
): Context<z.output<P>, z.output<Q>, z.output<B>, z.output<F>, O> {
  const { database, audit } = app.services;
  const { request, reply } = exchange;
  return {
    get principal() {
      return principalOf(call);
    },
    get tenantId() {
      return tenantOf(call);
    },
    // The judgement has parsed and found both with this very declaration.
    params: call.params as z.output<P>,
    object: call.object as O,
    query: input.query,
    body: input.body,
    request,
    reply,
    requestId: call.requestId,
    trace: call.trace,
    log: app.services.logger.child({ requestId: call.requestId, traceId: call.trace.traceId }),
    audit: {
      target: (type, id) => void (call.auditTarget = { type, id }),
      status: (status) => void (call.successStatus = status),
      subject({ tenantId, actor }) {
        call.auditTenantId = tenantId;
        if (actor) call.auditActor = actor;
        else if (call.principal) call.auditActor = actorOf(call.principal);
      },
    },
    tenantTransaction: (work) =>
      database[declaration.effect === 'read' ? 'reading' : 'tenant'](tenantOf(call), work),
    async change(work, options) {
      if (declaration.effect !== 'change' || call.changed) {
        throw new Error(`${declaration.id} may change ${call.changed ? 'only once' : 'nothing'}`);
      }
      const tenantId = options?.role === 'system' ? null : (call.principal?.tenantId ?? null);
      const recorded = async (trx: Parameters<typeof work>[0]) => {
        if (tenantId !== null) await holdTenant(trx, tenantId);
        if (call.keyed) await takeKey(trx, call.keyed);
        const result = await work(trx);
        await audit.append(trx, auditRecordOf(call, 'allowed', call.successStatus), { heldTenant: tenantId });
        return result;
      };
      const result = await (tenantId === null
        ? database.system(recorded)
        : database.tenant(tenantId, recorded));
      call.changed = true;
      return result;
    },
    requireMatch(representation) {
      const ifMatch = request.headers['if-match'];
      if (ifMatch !== undefined && !ifMatchHolds(ifMatch, representation)) throw problem.preconditionFailed();
    },
    async upload() {
      if (!declaration.multipart) throw new Error(`${declaration.id} declares no multipart body`);
      const upload = await receiveUpload(request, declaration.multipart);
      if (call.keyed) {
        call.keyed.content = { ...contentOf(declaration, call), form: upload.fields, file: upload.file.name };
      }
      return upload;
    },
  };
}
