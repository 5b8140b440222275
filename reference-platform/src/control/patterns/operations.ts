import { v7 as uuid } from 'uuid';
import { isUniqueViolation } from '../../database/errors.ts';
import { created, noContent, okPage } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { problem } from '../../http/problem.ts';
import { idParams, pageOf, pageQuery } from '../../http/schemas.ts';
import { creatorOf } from '../detectors/creator.ts';
import { lockTenant } from '../tenants/tenant.ts';
import { patternAccess } from './access.ts';
import { createBody } from './input.ts';
import { countPatterns, listPatterns, mostPatterns, patternOfPath } from './queries.ts';
import { patternSchema, toPattern } from './representation.ts';

const tag = 'Patterns';

/** Declares the operations that list, make and remove patterns. */
export function registerPatternOperations(app: HttpApplication): void {
  operation(app, {
    id: 'patterns.list',
    method: 'GET',
    path: '/patterns',
    summary: 'Patterns of the tenant, newest first',
    tag,
    access: patternAccess,
    effect: 'read',
    query: pageQuery,
    responses: { 200: pageOf(patternSchema) },
    async handle(ctx) {
      const { tenantId, query } = ctx;
      const page = await ctx.tenantTransaction((trx) => listPatterns(trx, tenantId, query));
      return okPage(page, toPattern, query);
    },
  });

  operation(app, {
    id: 'patterns.create',
    method: 'POST',
    path: '/patterns',
    summary: 'Look for a frequency, a sequence or a correlation of events',
    tag,
    access: patternAccess,
    effect: 'change',
    body: createBody,
    responses: { 201: patternSchema },
    problems: [409],
    async handle(ctx) {
      const { tenantId, body } = ctx;
      const id = uuid();
      ctx.audit.target('pattern', id);
      const row = await ctx
        .change(async (trx) => {
          await lockTenant(trx, tenantId, 'exclusive');
          if ((await countPatterns(trx, tenantId)) >= mostPatterns)
            throw problem.conflict(`A tenant has at most ${mostPatterns} patterns.`);
          return trx
            .insertInto('patterns')
            .values({
              id,
              tenant_id: tenantId,
              name: body.name,
              type: body.definition.type,
              definition: JSON.stringify(body.definition),
              created_by: JSON.stringify(creatorOf(ctx.principal)),
            })
            .returningAll()
            .executeTakeFirstOrThrow();
        })
        .catch((error: unknown) => {
          throw isUniqueViolation(error, 'patterns_name_key')
            ? problem.conflict('A pattern of this name exists already.')
            : error;
        });
      return created(`/patterns/${id}`, toPattern(row));
    },
  });

  operation(app, {
    id: 'patterns.remove',
    method: 'DELETE',
    path: '/patterns/{id}',
    summary: 'Look for a pattern no more',
    tag,
    access: patternAccess,
    effect: 'change',
    params: idParams,
    responses: { 204: null },
    object: { type: 'pattern', find: patternOfPath },
    async handle(ctx) {
      const { tenantId, object } = ctx;
      await ctx.change(async (trx) => {
        const { numDeletedRows } = await trx
          .deleteFrom('patterns')
          .where('tenant_id', '=', tenantId)
          .where('id', '=', object.id)
          .executeTakeFirstOrThrow();
        if (numDeletedRows === 0n) throw problem.notFound();
      });
      return noContent();
    },
  });
}
