import { v7 as uuid } from 'uuid';
import { isUniqueViolation } from '../../database/errors.ts';
import { created, noContent, ok } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { problem } from '../../http/problem.ts';
import { idParams } from '../../http/schemas.ts';
import { detectorWriters } from './access.ts';
import { creatorOf } from './creator.ts';
import { createBody, updateBody } from './input.ts';
import { checkedParameters } from './parameters.ts';
import { detectorOfPath, lockDetector } from './queries.ts';
import { removeDetector } from './remove.ts';
import { detectorSchema, toDetector } from './representation.ts';

const nameTaken = () => problem.conflict('A detector of this name exists already.');

/** Declares the operations that make, change and remove detectors. `dataFolder` holds their files. */
export function registerDetectorWriting(app: HttpApplication, dataFolder: string): void {
  operation(app, {
    id: 'detectors.create',
    method: 'POST',
    path: '/detectors',
    summary: 'Make a detector',
    tag: 'Detectors',
    access: detectorWriters,
    effect: 'change',
    etag: true,
    body: createBody,
    responses: { 201: detectorSchema },
    problems: [409],
    async handle(ctx) {
      const { body, tenantId } = ctx;
      const parameters = checkedParameters(body.algorithm, body.parameters);
      const id = uuid();
      ctx.audit.target('detector', id);
      const row = await ctx.change(async (trx) => {
        const inserted = await trx
          .insertInto('detectors')
          .values({
            id,
            tenant_id: tenantId,
            name: body.name,
            description: body.description,
            algorithm: body.algorithm,
            parameters: JSON.stringify(parameters),
            contamination: body.contamination,
            seed: body.seed,
            created_by: JSON.stringify(creatorOf(ctx.principal)),
          })
          .onConflict((conflict) => conflict.constraint('detectors_name_key').doNothing())
          .returningAll()
          .executeTakeFirst();
        if (inserted === undefined) throw nameTaken();
        return inserted;
      });
      return created(`/detectors/${id}`, toDetector(row));
    },
  });

  operation(app, {
    id: 'detectors.update',
    method: 'PATCH',
    path: '/detectors/{id}',
    summary: 'Change a detector',
    description:
      'Changed parameters and contamination take effect with the next training. Parameters left out stay.',
    tag: 'Detectors',
    access: detectorWriters,
    effect: 'change',
    etag: true,
    params: idParams,
    body: updateBody,
    responses: { 200: detectorSchema },
    problems: [409],
    object: { type: 'detector', find: detectorOfPath },
    async handle(ctx) {
      const { body, tenantId } = ctx;
      checkedParameters(ctx.object.algorithm, body.parameters ?? {});
      const row = await ctx
        .change(async (trx) => {
          const current = await lockDetector(trx, tenantId, ctx.object.id);
          ctx.requireMatch(toDetector(current));
          const parameters = { ...current.parameters, ...body.parameters };
          return trx
            .updateTable('detectors')
            .set({
              name: body.name ?? current.name,
              description: body.description ?? current.description,
              parameters: JSON.stringify(checkedParameters(current.algorithm, parameters)),
              contamination: body.contamination ?? current.contamination,
              updated_at: new Date(),
            })
            .where('tenant_id', '=', tenantId)
            .where('id', '=', current.id)
            .returningAll()
            .executeTakeFirstOrThrow();
        })
        .catch((error: unknown) => {
          throw isUniqueViolation(error, 'detectors_name_key') ? nameTaken() : error;
        });
      return ok(toDetector(row));
    },
  });

  operation(app, {
    id: 'detectors.remove',
    method: 'DELETE',
    path: '/detectors/{id}',
    summary: 'Remove a detector with its versions, detections and jobs',
    tag: 'Detectors',
    access: detectorWriters,
    effect: 'change',
    etag: true,
    params: idParams,
    responses: { 204: null },
    problems: [409],
    object: { type: 'detector', find: detectorOfPath },
    async handle(ctx) {
      await removeDetector(ctx, ctx.object.id, dataFolder);
      return noContent();
    },
  });
}
