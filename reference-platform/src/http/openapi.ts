import swagger from '@fastify/swagger';
import type { FastifyInstance, FastifySchema } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { apiBasePath } from './answers.ts';
import type { Access, OperationDeclaration, Responses } from './declaration.ts';
import { honoursKeys } from './keyed-call.ts';
import { problemSchema } from './problem.ts';

type AnyDeclaration = OperationDeclaration<
  z.ZodObject,
  z.ZodObject,
  z.ZodType,
  z.ZodObject,
  Responses,
  never
>;
type Shape = Pick<
  AnyDeclaration,
  | 'id'
  | 'summary'
  | 'description'
  | 'tag'
  | 'access'
  | 'effect'
  | 'limit'
  | 'etag'
  | 'method'
  | 'params'
  | 'query'
  | 'body'
  | 'multipart'
  | 'responses'
  | 'problems'
>;

const problemTitles: Readonly<Record<number, string>> = {
  400: 'Malformed request',
  401: 'Not authenticated',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Conflict',
  412: 'Precondition failed',
  413: 'Payload too large',
  415: 'Unsupported media type',
  422: 'Invalid input',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Temporarily unavailable',
};

function securityOf(access: Access): Record<string, string[]>[] {
  if (access === 'anonymous') return [];
  const sessions = [{ bearer: [] }, { cookie: [] }];
  return typeof access === 'object' && access.keyScope !== undefined
    ? [...sessions, { apiKey: [] }]
    : sessions;
}

/** Whether If-Match is looked at: on a change of what is there already, which a creation is not. */
function isConditional({ etag = false, method, responses }: Shape): boolean {
  return etag && method !== 'GET' && !(201 in responses);
}

/** The statuses of the problems that an operation can answer with, ascending. */
function problemStatuses(declaration: Shape): number[] {
  const statuses = new Set<number>([422, 500, ...(declaration.problems ?? [])]);
  const hasBody = declaration.method !== 'GET';
  if (declaration.access !== 'anonymous') for (const status of [401, 403, 503]) statuses.add(status);
  if (typeof declaration.access === 'object' || declaration.limit) statuses.add(429);
  if (declaration.params) statuses.add(404);
  if (hasBody) for (const status of [400, 413, 415]) statuses.add(status);
  if (isConditional(declaration)) statuses.add(412);
  return [...statuses].filter((status) => !(status in declaration.responses)).sort((a, b) => a - b);
}

function responseSchemas(declaration: Shape): Record<number, unknown> {
  const declared = Object.entries(declaration.responses).map(([status, response]) => {
    if (response === null) return [status, z.undefined().describe('Done; empty')];
    if (response instanceof z.ZodType) {
      const content = { 'application/json': { schema: response } };
      return [status, { description: response.description ?? 'Done', content }];
    }
    const content = Object.fromEntries(
      [response.mediaType, ...(response.alternatives ?? [])].map((type) => {
        const [mediaType = ''] = type.split(';', 1);
        return [mediaType, { schema: mediaType === 'application/json' ? z.looseObject({}) : z.string() }];
      }),
    );
    return [status, { description: response.description, content }];
  });
  const problems = problemStatuses(declaration).map((status) => [
    status,
    {
      description: problemTitles[status] ?? 'Problem',
      content: { 'application/problem+json': { schema: problemSchema } },
    },
  ]);
  return Object.fromEntries([...declared, ...problems]) as Record<number, unknown>;
}

/** The headers that an operation looks at, beyond those of every call. */
function headersOf(declaration: Shape): z.ZodObject | null {
  const headers = {
    ...(isConditional(declaration) ? { 'if-match': z.string().optional() } : {}),
    ...(honoursKeys(declaration) ? { 'idempotency-key': z.string().min(1).max(200).optional() } : {}),
  };
  return Object.keys(headers).length > 0 ? z.object(headers) : null;
}

function requestSchemas(declaration: Shape): Record<string, unknown> {
  const { params, query, body, multipart } = declaration;
  const headers = headersOf(declaration);
  const form = multipart?.fields.extend({ file: z.string().meta({ format: 'binary' }) });
  return {
    ...(params ? { params } : {}),
    ...(query ? { querystring: query } : {}),
    ...(form ? { body: form, consumes: ['multipart/form-data'] } : body ? { body } : {}),
    ...(headers ? { headers } : {}),
  };
}

/** The route schema from which the OpenAPI document is made. The kernel itself validates and serialises. */
export function routeSchema(declaration: Shape): FastifySchema {
  return {
    operationId: declaration.id,
    summary: declaration.summary,
    ...(declaration.description ? { description: declaration.description } : {}),
    tags: [declaration.tag],
    security: securityOf(declaration.access),
    ...requestSchemas(declaration),
    response: responseSchemas(declaration),
  };
}

/** Registers the generator; `fastify.swagger()` gives the document once all operations are declared. */
export async function registerOpenApi(fastify: FastifyInstance, version: string): Promise<void> {
  await fastify.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Assay', description: 'Watches payments and telemetry for anomalies.', version },
      servers: [{ url: apiBasePath }],
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
          cookie: { type: 'apiKey', in: 'cookie', name: 'session' },
          apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
        },
      },
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
}
