import { z } from 'zod';
import type { Schemas } from '../schema/schema-node.ts';

const contentSchema = z.record(z.string(), z.looseObject({ schema: z.unknown().optional() })).default({});
const parameterSchema = z.looseObject({
  name: z.string(),
  in: z.enum(['path', 'query', 'header', 'cookie']),
  required: z.boolean().default(false),
  schema: z.unknown().optional(),
});
const operationSchema = z.looseObject({
  operationId: z.string(),
  parameters: z.array(parameterSchema).default([]),
  requestBody: z.looseObject({ required: z.boolean().default(false), content: contentSchema }).optional(),
  responses: z.record(z.string(), z.looseObject({ content: contentSchema })),
  security: z.array(z.record(z.string(), z.unknown())).default([]),
});
const documentSchema = z.looseObject({
  servers: z.array(z.looseObject({ url: z.string() })).default([]),
  security: z.array(z.record(z.string(), z.unknown())).optional(),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
});

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** An operation with all that a caller depends on. */
export interface DescribedOperation extends z.infer<typeof operationSchema> {
  /** `GET /datasets/{}`: the name of a path parameter is nobody's business. */
  address: string;
  schemas: Schemas;
}

/** The operations of an OpenAPI document by their address, and the paths that it is served under. */
export function describedOperations(
  document: unknown,
  schemas: Schemas,
): { servers: string[]; operations: Map<string, DescribedOperation> } {
  const { servers, paths, security } = documentSchema.parse(document);
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    METHODS.filter((method) => method in item).map((method): [string, DescribedOperation] => {
      const address = `${method.toUpperCase()} ${path.replaceAll(/\{\w+\}/g, '{}')}`;
      const parsed = operationSchema.parse({ security, ...(item[method] as object) });
      return [address, { ...parsed, address, schemas }];
    }),
  );
  return { servers: servers.map(({ url }) => url).sort(), operations: new Map(operations) };
}
