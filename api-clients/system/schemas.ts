import { z } from 'zod';
import { instantSchema } from '../common/schemas.ts';

export const livenessSchema = z.strictObject({ status: z.literal('ok') });
export type Liveness = z.infer<typeof livenessSchema>;

export const readinessSchema = z.strictObject({
  status: z.enum(['ready', 'degraded']),
  checks: z.array(
    z.strictObject({
      name: z.enum(['database', 'compute', 'storage']),
      status: z.enum(['up', 'down']),
      latencyMs: z.number().nonnegative(),
    }),
  ),
});
export type Readiness = z.infer<typeof readinessSchema>;

export const versionSchema = z.strictObject({
  name: z.string().min(1),
  version: z.string().min(1),
  apiVersion: z.literal('v1'),
  startedAt: instantSchema,
});
export type Version = z.infer<typeof versionSchema>;

/** As much of an OpenAPI document as tells that it is one. */
export const openapiSchema = z.looseObject({
  openapi: z.string().startsWith('3.1'),
  info: z.looseObject({ title: z.string(), version: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({ operationId: z.string().optional() }))),
});
export type OpenApiDocument = z.infer<typeof openapiSchema>;
