import { z } from 'zod';
import { accepted, ok, okPage } from '../../http/answers.ts';
import type { Access } from '../../http/declaration.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { tenantRoles } from '../../http/principal.ts';
import { idParams, pageOf, pageQuery } from '../../http/schemas.ts';
import { cancelJob } from './cancel.ts';
import { jobOfPath, listJobs } from './queries.ts';
import { jobSchema, toJob } from './representation.ts';

const readers = { roles: tenantRoles, keyScope: 'read' } as const satisfies Access;
const cancellers = { roles: ['owner', 'admin', 'analyst'], keyScope: 'write' } as const satisfies Access;

const listQuery = pageQuery.extend({
  kind: jobSchema.shape.kind.optional(),
  status: z.enum(['pending', 'running', 'completed', 'failed', 'cancelled']).optional(),
});

/** Declares `jobs.*`. */
export function registerJobs(app: HttpApplication): void {
  operation(app, {
    id: 'jobs.list',
    method: 'GET',
    path: '/jobs',
    summary: 'Jobs of the tenant, newest first',
    tag: 'Jobs',
    access: readers,
    effect: 'read',
    query: listQuery,
    responses: { 200: pageOf(jobSchema) },
    async handle(ctx) {
      const { tenantId, query } = ctx;
      const page = await ctx.tenantTransaction((trx) => listJobs(trx, tenantId, query));
      return okPage(page, toJob, query);
    },
  });

  operation(app, {
    id: 'jobs.get',
    method: 'GET',
    path: '/jobs/{id}',
    summary: 'One job',
    tag: 'Jobs',
    access: readers,
    effect: 'read',
    params: idParams,
    responses: { 200: jobSchema },
    object: { type: 'job', find: jobOfPath },
    handle: (ctx) => Promise.resolve(ok(toJob(ctx.object))),
  });

  operation(app, {
    id: 'jobs.cancel',
    method: 'POST',
    path: '/jobs/{id}/cancel',
    summary: 'Cancel a job that is not finished',
    description: 'A pending job is cancelled at once, a running one shortly after: its status says so.',
    tag: 'Jobs',
    access: cancellers,
    effect: 'change',
    params: idParams,
    responses: { 202: jobSchema },
    problems: [409],
    object: { type: 'job', find: jobOfPath },
    async handle(ctx) {
      return accepted(toJob(await ctx.change((trx) => cancelJob(trx, ctx.tenantId, ctx.object.id))));
    },
  });
}
