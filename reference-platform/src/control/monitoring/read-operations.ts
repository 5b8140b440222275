import { z } from 'zod';
import { ok, okPage } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { pageOf, pageQuery, timestampSchema } from '../../http/schemas.ts';
import { monitoringReaders } from './access.ts';
import { alertsQuery, performanceQuery } from './input.ts';
import { LatencyHistogram } from './latency-histogram.ts';
import { listModels, modelSchema } from './models.ts';
import { listAlerts } from './queries.ts';
import { alertSchema, toAlert } from './representation.ts';
import type { Traffic } from './traffic.ts';

const tag = 'Monitoring';

const figures = {
  requests: z.int().min(0),
  clientErrors: z.int().min(0),
  serverErrors: z.int().min(0),
  latencyMs: z.object({ p50: z.number(), p95: z.number(), p99: z.number() }).nullable(),
};
const performanceSchema = z
  .object({
    windowSeconds: z.int(),
    since: timestampSchema,
    total: z.object(figures),
    operations: z.array(z.object({ operation: z.string(), ...figures })),
  })
  .meta({ id: 'Performance' });

function figuresOf(histogram: LatencyHistogram) {
  const { requests, clientErrors, serverErrors } = histogram;
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => histogram.percentile(share) ?? 0);
  const latencyMs =
    p50 === undefined || p95 === undefined || p99 === undefined || requests === 0 ? null : { p50, p95, p99 };
  return { requests, clientErrors, serverErrors, latencyMs };
}

/** Declares the operations that show how the platform and the models do. */
export function registerMonitoringReading(app: HttpApplication, traffic: Traffic, startedAt: Date): void {
  operation(app, {
    id: 'monitoring.performance',
    method: 'GET',
    path: '/monitoring/performance',
    summary: 'How the platform answered this tenant, operation by operation',
    description:
      'Counted in slots of ten seconds since the control plane started. Percentiles are at most 9 % too high.',
    tag,
    access: monitoringReaders,
    effect: 'read',
    query: performanceQuery,
    responses: { 200: performanceSchema },
    handle({ tenantId, query: { windowSeconds } }) {
      const operations = traffic.operations(tenantId, windowSeconds);
      const total = new LatencyHistogram();
      for (const [, histogram] of operations) total.add(histogram);
      const from = Math.max(Date.now() - windowSeconds * 1000, startedAt.getTime());
      return Promise.resolve(
        ok({
          windowSeconds,
          since: new Date(from).toISOString(),
          total: figuresOf(total),
          operations: operations.map(([name, histogram]) => ({ operation: name, ...figuresOf(histogram) })),
        }),
      );
    },
  });

  operation(app, {
    id: 'monitoring.models',
    method: 'GET',
    path: '/monitoring/models',
    summary: 'The version in use of each trained detector and how it has done',
    description:
      '`scoreShift`: Kolmogorov–Smirnov distance of the scores of its first and its latest detection.',
    tag,
    access: monitoringReaders,
    effect: 'read',
    query: pageQuery,
    responses: { 200: pageOf(modelSchema) },
    async handle(ctx) {
      const { tenantId, query } = ctx;
      const { items, total } = await ctx.tenantTransaction((trx) => listModels(trx, tenantId, query));
      return ok({ items, total, ...query });
    },
  });

  operation(app, {
    id: 'monitoring.alerts',
    method: 'GET',
    path: '/monitoring/alerts',
    summary: 'Alerts that fire or have fired, newest first',
    tag,
    access: monitoringReaders,
    effect: 'read',
    query: alertsQuery,
    responses: { 200: pageOf(alertSchema) },
    async handle(ctx) {
      const { tenantId, query } = ctx;
      const page = await ctx.tenantTransaction((trx) => listAlerts(trx, tenantId, query));
      return okPage(page, toAlert, query);
    },
  });
}
