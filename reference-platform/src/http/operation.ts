import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { apiBasePath } from './answers.ts';
import { callOf, type Call } from './call.ts';
import { handlerContext, lookupContext } from './context.ts';
import type { OperationDeclaration, Responses } from './declaration.ts';
import { isIfMatch } from './entity-tag.ts';
import { parseInput, textConverter, type Parsed } from './input.ts';
import { judgeAddress, judgeCaller, judgeRight } from './judgement.ts';
import type { HttpApplication } from './kernel.ts';
import { oncePerKey } from './keyed-call.ts';
import { routeSchema } from './openapi.ts';
import { prototypeFields } from './prototype-fields.ts';
import { problem, type InputFault } from './problem.ts';
import { nothing } from './schemas.ts';

type NoObject = typeof nothing;

function firstSuccess(responses: Responses): number {
  return (
    Object.keys(responses)
      .map(Number)
      .find((status) => status < 300) ?? 200
  );
}

function parseBody(schema: z.ZodType | undefined, raw: unknown): Parsed<unknown> {
  const parsed = schema ? parseInput(schema, raw, '') : parseInput(nothing, raw ?? {}, '');
  const stray = prototypeFields(raw);
  if (stray.length === 0) return parsed;
  const others = parsed.valid ? [] : parsed.faults.filter(({ pointer }) => !stray.includes(pointer));
  return {
    valid: false,
    faults: [...others, ...stray.map((pointer) => ({ pointer, detail: 'Unknown field' }))],
  };
}

function ifMatchFaults(request: FastifyRequest): InputFault[] {
  const value = request.headers['if-match'];
  if (value === undefined || isIfMatch(value)) return [];
  return [{ pointer: '/header/if-match', detail: 'Not an entity tag or a list of them' }];
}

/**
 * Declares one operation: its route, its rights, its input and output, its handler. The kernel does the rest,
 * in this order: 405/404 of the route, 429, 401, 403, the object's 404, 415/400/413/422 of the input, then the
 * handler (412, 409); audit entry, Idempotency-Key, ETag, headers, metrics and OpenAPI included.
 *
 * @example
 * operation(app, {
 *   id: 'detectors.get', method: 'GET', path: '/detectors/{id}', summary: 'One detector', tag: 'Detectors',
 *   access: { roles: readers, keyScope: 'read' }, effect: 'read', etag: true, params: idParams,
 *   responses: { 200: detectorSchema },
 *   object: { type: 'detector', find: (ctx) => findDetector(ctx) },
 *   handle: async (ctx) => ok(toDetector(ctx.object)),
 * });
 */
export function operation<
  R extends Responses,
  P extends z.ZodObject = NoObject,
  Q extends z.ZodObject = NoObject,
  B extends z.ZodType = NoObject,
  F extends z.ZodObject = NoObject,
  O = undefined,
>(app: HttpApplication, declaration: OperationDeclaration<P, Q, B, F, R, O>): void {
  const { access, object } = declaration;
  const paramsSchema: z.ZodObject = declaration.params ?? nothing;
  const querySchema: z.ZodObject = declaration.query ?? nothing;
  const paramsFrom = textConverter(paramsSchema);
  const queryFrom = textConverter(querySchema);
  const successStatus = firstSuccess(declaration.responses);

  const judge = async (request: FastifyRequest, call: Call) => {
    call.operationId = declaration.id;
    call.successStatus = successStatus;
    if (declaration.limit === 'address') judgeAddress(app, request);
    const params = parseInput(paramsSchema, paramsFrom(request.params), '/path');
    // Before anybody is judged: the entry of a refusal, too, says what it was about.
    const id = params.valid && object ? params.value[object.param ?? 'id'] : undefined;
    if (object && typeof id === 'string') call.auditTarget = { type: object.type, id };
    if (access !== 'anonymous') {
      const principal = await judgeCaller(app, request, call);
      judgeRight(access, request, principal);
    }
    if (!params.valid) throw problem.notFound();
    call.params = params.value;
    if (!object) return;
    call.object = await object.find(lookupContext(app, call, params.value as z.output<P>));
  };

  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    const call = callOf(request);
    const query = parseInput(querySchema, queryFrom(request.query), '/query');
    const body: Parsed<unknown> = declaration.multipart
      ? { valid: true, value: undefined }
      : parseBody(declaration.body, request.body);
    const faults = [
      ...(query.valid ? [] : query.faults),
      ...(declaration.etag ? ifMatchFaults(request) : []),
      ...(body.valid ? [] : body.faults),
    ];
    if (!query.valid || !body.valid || faults.length > 0) throw problem.invalid(faults);
    const input = { query: query.value as z.output<Q>, body: body.value as z.output<B> };
    return oncePerKey(app, declaration, { request, reply, call }, body.value, async () => {
      const result = await declaration.handle(
        handlerContext(app, declaration, call, { request, reply }, input),
      );
      if (declaration.effect === 'change' && !call.changed && result.status < 300) {
        throw new Error(`${declaration.id} succeeded without ctx.change: its audit entry is missing`);
      }
      return result;
    });
  };

  const known = app.routes.get(declaration.path) ?? new Set<string>();
  app.routes.set(declaration.path, known.add(declaration.method));
  app.fastify.route({
    method: declaration.method,
    url: `${apiBasePath}${declaration.path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
    schema: routeSchema(declaration),
    config: {
      operationId: declaration.id,
      body: declaration.multipart ? 'multipart' : declaration.body ? 'json' : 'none',
    },
    onRequest: (request) => judge(request, callOf(request)),
    handler: answer,
  });
}
