import { v7 as uuid } from 'uuid';
import { isUniqueViolation } from '../../database/errors.ts';
import { created, noContent, ok } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { problem } from '../../http/problem.ts';
import { idParams } from '../../http/schemas.ts';
import { creatorOf } from '../detectors/creator.ts';
import { findDetector } from '../detectors/queries.ts';
import type { LiveHub } from '../live/hub.ts';
import { nextUpdatedAt } from '../tenants/tenant.ts';
import { streamWriters } from './access.ts';
import { createBody, updateBody } from './input.ts';
import { lockStream, scoringVersion, streamOfPath } from './queries.ts';
import { streamSchema, toStream } from './representation.ts';
import { requireTransition } from './state.ts';
import { streamColumns } from './tables.ts';
import { streamEndTopic } from './topics.ts';

const tag = 'Streams';
const nameTaken = () => problem.conflict('A stream of this name exists already.');

/** Declares the operations that make, change and remove streams. */
export function registerStreamWriting(app: HttpApplication, hub: LiveHub): void {
  operation(app, {
    id: 'streams.create',
    method: 'POST',
    path: '/streams',
    summary: 'Make a stream, whose points a trained detector scores',
    description:
      'The version in production scores, or else the latest. Half-space trees learn from each point that they score.',
    tag,
    access: streamWriters,
    effect: 'change',
    etag: true,
    body: createBody,
    responses: { 201: streamSchema },
    problems: [409],
    async handle(ctx) {
      const { body, tenantId } = ctx;
      const id = uuid();
      ctx.audit.target('stream', id);
      const row = await ctx.change(async (trx) => {
        const detector = await findDetector(trx, tenantId, body.detectorId);
        if (detector === undefined) {
          throw problem.invalid([{ pointer: '/detectorId', detail: 'There is no such detector' }]);
        }
        if (detector.algorithm === 'seasonal_residual') {
          const detail = 'seasonal_residual scores a whole series, not points one after another';
          throw problem.invalid([{ pointer: '/detectorId', detail }]);
        }
        const scoring = await scoringVersion(trx, tenantId, detector.id);
        if (scoring === undefined) throw problem.conflict('The detector is not trained yet.');
        const inserted = await trx
          .insertInto('streams')
          .values({
            id,
            tenant_id: tenantId,
            name: body.name,
            description: body.description,
            detector_id: detector.id,
            features: JSON.stringify(scoring.version.feature_columns),
            threshold: body.threshold,
            online: detector.algorithm === 'half_space_trees',
            created_by: JSON.stringify(creatorOf(ctx.principal)),
          })
          .onConflict((conflict) => conflict.constraint('streams_name_key').doNothing())
          .returning(streamColumns)
          .executeTakeFirst();
        if (inserted === undefined) throw nameTaken();
        return inserted;
      });
      return created(`/streams/${id}`, toStream(row));
    },
  });

  operation(app, {
    id: 'streams.update',
    method: 'PATCH',
    path: '/streams/{id}',
    summary: 'Rename a stream, or change its threshold from the next batch on',
    tag,
    access: streamWriters,
    effect: 'change',
    etag: true,
    params: idParams,
    body: updateBody,
    responses: { 200: streamSchema },
    problems: [409],
    object: { type: 'stream', find: streamOfPath },
    async handle(ctx) {
      const { body, tenantId } = ctx;
      const row = await ctx
        .change(async (trx) => {
          const current = await lockStream(trx, tenantId, ctx.object.id);
          ctx.requireMatch(toStream(current));
          return trx
            .updateTable('streams')
            .set({
              name: body.name ?? current.name,
              description: body.description ?? current.description,
              threshold: body.threshold === undefined ? current.threshold : body.threshold,
              updated_at: nextUpdatedAt,
            })
            .where('tenant_id', '=', tenantId)
            .where('id', '=', current.id)
            .returning(streamColumns)
            .executeTakeFirstOrThrow();
        })
        .catch((error: unknown) => {
          throw isUniqueViolation(error, 'streams_name_key') ? nameTaken() : error;
        });
      return ok(toStream(row));
    },
  });

  operation(app, {
    id: 'streams.remove',
    method: 'DELETE',
    path: '/streams/{id}',
    summary: 'Remove a stream that does not run, with its points',
    tag,
    access: streamWriters,
    effect: 'change',
    etag: true,
    params: idParams,
    responses: { 204: null },
    problems: [409],
    object: { type: 'stream', find: streamOfPath },
    async handle(ctx) {
      const { tenantId, object } = ctx;
      await ctx.change(async (trx) => {
        const stream = await lockStream(trx, tenantId, object.id);
        ctx.requireMatch(toStream(stream));
        requireTransition('remove', stream.status);
        await trx
          .deleteFrom('streams')
          .where('tenant_id', '=', tenantId)
          .where('id', '=', stream.id)
          .execute();
      });
      hub.publish(streamEndTopic(object.id), { type: 'removed' });
      return noContent();
    },
  });
}
