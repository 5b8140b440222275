import { z } from 'zod';
import { API_BASE_PATH, type Method } from '../api-clients/http/transport.ts';

const METHODS = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'] as const satisfies Method[];

const contentSchema = z.record(z.string(), z.looseObject({ schema: z.unknown().optional() }));
const parameterSchema = z.looseObject({
  name: z.string(),
  in: z.enum(['path', 'query', 'header', 'cookie']),
  schema: z.unknown().optional(),
});
const operationSchema = z.looseObject({
  operationId: z.string(),
  parameters: z.array(parameterSchema).default([]),
  requestBody: z.looseObject({ content: contentSchema }).optional(),
  responses: z.record(z.string(), z.looseObject({ content: contentSchema.optional() })),
});
const documentSchema = z.looseObject({
  openapi: z.string().startsWith('3.1'),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
});

/** One operation of the contract, as its OpenAPI document declares it. */
export interface Operation {
  id: string;
  method: Method;
  /** Path template below `/api/v1`, for example `/datasets/{id}`. */
  path: string;
  pathParameters: string[];
  queryParameters: string[];
  /** Schema of each media type of the request body; empty without one. */
  requestBody: ReadonlyMap<string, unknown>;
  /** Declared statuses, each with the schemas of its media types (none for an empty body). */
  responses: ReadonlyMap<number, ReadonlyMap<string, unknown>>;
}

/** The operations of an OpenAPI 3.1 document, in its order. Throws where it is none or declares an operation twice. */
export function operationsOf(document: unknown): Operation[] {
  const { paths } = documentSchema.parse(document);
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const declared = item[method.toLowerCase()];
      return declared === undefined ? [] : [operation(method, path, declared)];
    }),
  );
  const twice = operations.find(
    ({ id }, index) => operations.findIndex((other) => other.id === id) !== index,
  );
  if (twice !== undefined) throw new Error(`the OpenAPI document declares ${twice.id} twice`);
  return operations;
}

function operation(method: Method, path: string, declared: unknown): Operation {
  const parsed = operationSchema.safeParse(declared);
  if (!parsed.success)
    throw new Error(`the OpenAPI document declares ${method} ${path} wrongly: ${parsed.error.message}`);
  const { operationId, parameters, requestBody, responses } = parsed.data;
  const named = (place: string) =>
    parameters.filter((parameter) => parameter.in === place).map(({ name }) => name);
  return {
    id: operationId,
    method,
    path: path.startsWith(API_BASE_PATH) ? path.slice(API_BASE_PATH.length) : path,
    pathParameters: named('path'),
    queryParameters: named('query'),
    requestBody: schemas(requestBody?.content),
    responses: new Map(
      Object.entries(responses).map(([status, response]) => [Number(status), schemas(response.content)]),
    ),
  };
}

function schemas(content: z.infer<typeof contentSchema> = {}): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(content).map(([mediaType, { schema }]) => [mediaType, schema]));
}
