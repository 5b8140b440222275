import { access, constants } from 'node:fs/promises';
import { z } from 'zod';
import { answer, ok } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { timestampSchema } from '../../http/schemas.ts';
import { mergeExpositions } from '../../telemetry/metrics.ts';
import type { TraceContext } from '../../telemetry/trace.ts';
import type { ControlServices } from '../services.ts';
import { openApiDocument } from './openapi-document.ts';

const tag = 'System';

const checkSchema = z.object({
  name: z.enum(['database', 'compute', 'storage']),
  status: z.enum(['up', 'down']),
  latencyMs: z.number().min(0),
});
type Check = z.infer<typeof checkSchema>;

const readinessSchema = z
  .object({ status: z.enum(['ready', 'degraded']), checks: z.array(checkSchema) })
  .meta({ id: 'Readiness' });

const longestCheckMs = 2_000;

/** Runs one dependency's check; a check that takes longer than 2 s counts as failed. */
async function check(name: Check['name'], probe: () => Promise<unknown>): Promise<Check> {
  const startedAt = performance.now();
  const latencyMs = () => Math.round((performance.now() - startedAt) * 1000) / 1000;
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${name} did not answer in time`)), longestCheckMs);
  });
  try {
    await Promise.race([probe(), tooLong]);
    return { name, status: 'up', latencyMs: latencyMs() };
  } catch {
    return { name, status: 'down', latencyMs: latencyMs() };
  } finally {
    clearTimeout(timer);
  }
}

function checkAll(services: ControlServices, trace: TraceContext): Promise<Check[]> {
  const { boundary, configuration, database } = services;
  return Promise.all([
    check('database', () => database.ping()),
    check('compute', () =>
      boundary.text({ method: 'GET', path: '/health', tenantId: null, timeout: 'read', trace }),
    ),
    check('storage', () => access(configuration.dataDirectory, constants.R_OK | constants.W_OK)),
  ]);
}

/** The operations that tell of the platform itself. */
export function registerSystem(app: HttpApplication, services: ControlServices): void {
  operation(app, {
    id: 'system.live',
    method: 'GET',
    path: '/health/live',
    summary: 'Whether the process answers',
    tag,
    access: 'anonymous',
    effect: 'read',
    responses: { 200: z.object({ status: z.literal('ok') }) },
    handle: () => Promise.resolve(ok({ status: 'ok' as const })),
  });

  operation(app, {
    id: 'system.ready',
    method: 'GET',
    path: '/health/ready',
    summary: 'Whether each dependency answers, and how fast (ms)',
    tag,
    access: 'anonymous',
    effect: 'read',
    responses: { 200: readinessSchema, 503: readinessSchema },
    async handle(ctx) {
      const checks = await checkAll(services, ctx.trace);
      if (checks.every(({ status }) => status === 'up')) return ok({ status: 'ready' as const, checks });
      return answer(503, { status: 'degraded' as const, checks }, { 'retry-after': '1' });
    },
  });

  operation(app, {
    id: 'system.version',
    method: 'GET',
    path: '/version',
    summary: 'What is running',
    tag,
    access: 'anonymous',
    effect: 'read',
    responses: {
      200: z
        .object({
          name: z.literal('assay'),
          version: z.string(),
          apiVersion: z.literal('v1'),
          startedAt: timestampSchema,
        })
        .meta({ id: 'Version' }),
    },
    handle: () =>
      Promise.resolve(
        ok({
          name: 'assay' as const,
          version: services.version,
          apiVersion: 'v1' as const,
          startedAt: services.startedAt.toISOString(),
        }),
      ),
  });

  let document: string | undefined;
  operation(app, {
    id: 'system.openapi',
    method: 'GET',
    path: '/openapi.json',
    summary: 'This document (OpenAPI 3.1)',
    tag,
    access: 'anonymous',
    effect: 'read',
    responses: { 200: { mediaType: 'application/json; charset=utf-8', description: 'The OpenAPI document' } },
    handle: () => Promise.resolve(ok((document ??= openApiDocument(app.fastify)))),
  });

  operation(app, {
    id: 'system.metrics',
    method: 'GET',
    path: '/metrics',
    summary: 'Measurements of both planes in the text format of Prometheus',
    tag,
    access: 'operator',
    effect: 'read',
    responses: { 200: { mediaType: 'text/plain; version=0.0.4', description: 'One line a series' } },
    async handle(ctx) {
      const compute = services.boundary
        .text({ method: 'GET', path: '/metrics', tenantId: null, timeout: 'read', trace: ctx.trace })
        .catch(() => '');
      const texts = await Promise.all([services.metrics.exposition(), compute]);
      return ok(mergeExpositions(texts), { 'content-type': services.metrics.registry.contentType });
    },
  });
}
