import { v7 as uuid } from 'uuid';
import { created, noContent } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { problem } from '../../http/problem.ts';
import { idParams } from '../../http/schemas.ts';
import { detectorWriters } from '../detectors/access.ts';
import { creatorOf } from '../detectors/creator.ts';
import { holdDataset, unknownDataset } from '../detectors/training-source.ts';
import { checkedCandidates } from './candidates.ts';
import { createBody } from './input.ts';
import { experimentOfPath, lockExperiment } from './queries.ts';
import { experimentSchema, toExperiment } from './representation.ts';

/** Declares the operations that make and remove experiments. */
export function registerExperimentWriting(app: HttpApplication): void {
  operation(app, {
    id: 'experiments.create',
    method: 'POST',
    path: '/experiments',
    summary: 'Describe an experiment: candidates that are to be compared on a dataset',
    description:
      'Each candidate is trained on the same part of the rows and measured on the rest (`holdout`). The part is drawn by `seed`, from each class of the label column alike.',
    tag: 'Experiments',
    access: detectorWriters,
    effect: 'change',
    etag: true,
    body: createBody,
    responses: { 201: experimentSchema },
    problems: [409],
    async handle(ctx) {
      const { body, tenantId } = ctx;
      const candidates = checkedCandidates(body.candidates);
      const id = uuid();
      ctx.audit.target('experiment', id);
      const row = await ctx.change(async (trx) => {
        const source = await holdDataset(trx, tenantId, body.datasetId);
        if (source === undefined) throw problem.invalid([unknownDataset]);
        const inserted = await trx
          .insertInto('experiments')
          .values({
            id,
            tenant_id: tenantId,
            name: body.name,
            description: body.description,
            dataset_id: source.id,
            holdout: body.holdout,
            seed: body.seed,
            candidates: JSON.stringify(candidates),
            created_by: JSON.stringify(creatorOf(ctx.principal)),
          })
          .onConflict((conflict) => conflict.constraint('experiments_name_key').doNothing())
          .returningAll()
          .executeTakeFirst();
        if (inserted === undefined) throw problem.conflict('An experiment of this name exists already.');
        await trx
          .insertInto('experiment_results')
          .values(candidates.map((_, position) => ({ tenant_id: tenantId, experiment_id: id, position })))
          .execute();
        return inserted;
      });
      return created(`/experiments/${id}`, toExperiment(row));
    },
  });

  operation(app, {
    id: 'experiments.remove',
    method: 'DELETE',
    path: '/experiments/{id}',
    summary: 'Remove an experiment with its results',
    tag: 'Experiments',
    access: detectorWriters,
    effect: 'change',
    etag: true,
    params: idParams,
    responses: { 204: null },
    problems: [409],
    object: { type: 'experiment', find: experimentOfPath },
    async handle(ctx) {
      const { tenantId } = ctx;
      await ctx.change(async (trx) => {
        const experiment = await lockExperiment(trx, tenantId, ctx.object.id);
        ctx.requireMatch(toExperiment(experiment));
        if (experiment.status === 'running') {
          throw problem.conflict('The experiment is running. Cancel its job first.');
        }
        await trx
          .deleteFrom('experiments')
          .where('tenant_id', '=', tenantId)
          .where('id', '=', experiment.id)
          .execute();
      });
      return noContent();
    },
  });
}
