import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { apiBasePath } from '../../http/answers.ts';
import { callOf } from '../../http/call.ts';
import { lookupContext } from '../../http/context.ts';
import type { Access, LookupContext } from '../../http/declaration.ts';
import { parseInput, textConverter } from '../../http/input.ts';
import { admit, isAllowed } from '../../http/judgement.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { problem } from '../../http/problem.ts';
import { nothing } from '../../http/schemas.ts';
import type { LiveConnection } from './connection.ts';
import type { Live } from './live.ts';
import { requireOwnOrigin } from './origin.ts';

type NoObject = typeof nothing;

/** What a channel's `open` gets beside the connection. */
export interface ChannelContext<Params, Query, Found> {
  tenantId: string;
  params: Params;
  query: Query;
  /** What `object.find` returned. */
  object: Found;
}

/** One WebSocket channel: where it is, who may open it, and what it does with an open connection. */
export interface ChannelDeclaration<P extends z.ZodObject, Q extends z.ZodObject, Found> {
  /** `domain.verb`, as an operation's id: the `action` of denials in the audit log. */
  id: string;
  /** Below `/api/v1`, with `{name}` for parameters. */
  path: string;
  access: Exclude<Access, 'anonymous' | 'operator'>;
  params?: P;
  /** Strict zod object with plain types; `ticket` is added to it. */
  query?: Q;
  object?: {
    type: string;
    /** Returns it or throws `problem.notFound()`. */
    find(context: LookupContext<z.output<P>>): Promise<Found>;
  };
  /** Runs once the connection is open. What it throws closes the connection with 1011. */
  open(
    connection: LiveConnection,
    context: ChannelContext<z.output<P>, z.output<Q>, Found>,
  ): void | Promise<void>;
}

/** The path that a request names, below `/api/v1`: what its ticket must have been made for. */
function channelPathOf(request: FastifyRequest): string {
  return (request.url.split('?', 1)[0] ?? '').slice(apiBasePath.length);
}

/**
 * Declares a WebSocket channel. Refusals are HTTP answers before the upgrade, judged in this order: 426/400 of the
 * handshake, 403 of a foreign origin, 401 of the ticket, 429, 403 of the role, 404 of the object, 422 of the query,
 * 429 of the tenant's open connections.
 */
export function channel<P extends z.ZodObject = NoObject, Q extends z.ZodObject = NoObject, O = undefined>(
  app: HttpApplication,
  live: Live,
  declaration: ChannelDeclaration<P, Q, O>,
): void {
  const { access, object } = declaration;
  const paramsSchema: z.ZodObject = declaration.params ?? nothing;
  const querySchema: z.ZodObject = (declaration.query ?? nothing).extend({ ticket: z.string().optional() });
  const queryFrom = textConverter(querySchema);

  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    const call = callOf(request);
    call.operationId = declaration.id;
    live.requireUpgrade(request);
    requireOwnOrigin(request, live.publicUrl);
    const params = parseInput(paramsSchema, request.params, '/path');
    // Before anybody is judged: the entry of a refusal, too, says what it was about.
    const id = params.valid ? params.value['id'] : undefined;
    if (object && typeof id === 'string') call.auditTarget = { type: object.type, id };
    const principal = admit(app, call, await live.resolutionOf(request, channelPathOf(request)));
    if (principal.kind === 'operator' || !isAllowed(access, principal)) throw problem.forbidden();
    if (!params.valid) throw problem.notFound();
    const found = await object?.find(lookupContext(app, call, params.value as z.output<P>));
    const query = parseInput(querySchema, queryFrom(request.query), '/query');
    if (!query.valid) throw problem.invalid(query.faults);

    const connection = live.open(request, reply, principal, access);
    const context = {
      tenantId: principal.tenantId,
      // Parsed and found with this very declaration.
      params: params.value as z.output<P>,
      query: query.value as z.output<Q>,
      object: found as O,
    };
    live.run(connection, async () => declaration.open(connection, context));
    return reply;
  };

  live.channels.set(declaration.path, new Set(['GET']));
  app.fastify.route({
    method: 'GET',
    url: `${apiBasePath}${declaration.path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
    // OpenAPI describes no WebSockets.
    schema: { hide: true },
    config: { operationId: declaration.id, body: 'none' },
    handler: answer,
  });
}
