import { v7 as uuid } from 'uuid';
import { accepted, ok, okPage } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { problem } from '../../http/problem.ts';
import { idParams, pageOf } from '../../http/schemas.ts';
import { creatorOf } from '../detectors/creator.ts';
import { holdDataset, trainingColumns, unknownDataset } from '../detectors/training-source.ts';
import { cancelJob } from '../jobs/cancel.ts';
import { enqueueJob } from '../jobs/enqueue.ts';
import { jobSchema, toJob } from '../jobs/representation.ts';
import { automlReaders, automlWriters } from './access.ts';
import { listQuery, startBody } from './input.ts';
import { listRuns, runOfPath } from './queries.ts';
import { automlRunSchema, automlRunSummarySchema, toRun, toRunSummary } from './representation.ts';
import { searchedAlgorithms } from './search-space.ts';

/** Declares the operations that start, read and cancel AutoML runs. */
export function registerAutomlRuns(app: HttpApplication): void {
  operation(app, {
    id: 'automl.start',
    method: 'POST',
    path: '/automl/runs',
    summary: 'Search for the best detector of a labelled dataset, within a budget of trials and seconds',
    description:
      'Each trial trains on the same 70 % of the rows and is measured on the rest. First come all algorithms at their defaults, then draws from ranges that narrow around the best. A run with the same data, seed and number of trials tries the same.',
    tag: 'AutoML',
    access: automlWriters,
    effect: 'change',
    body: startBody,
    responses: { 202: jobSchema },
    async handle(ctx) {
      const { tenantId, body } = ctx;
      const runId = uuid();
      const createdBy = creatorOf(ctx.principal);
      ctx.audit.target('automlRun', runId);
      const job = await ctx.change(async (trx) => {
        const source = await holdDataset(trx, tenantId, body.datasetId);
        if (source === undefined) throw problem.invalid([unknownDataset]);
        const labelColumn = source.label_column;
        if (labelColumn === null) {
          const detail = 'The dataset has no label column to measure trials by';
          throw problem.invalid([{ pointer: '/datasetId', detail }]);
        }
        const algorithms = searchedAlgorithms(source, body.algorithms);
        const columns = trainingColumns(source, '', undefined);
        const { budget, metric, seed } = body;
        const started = await enqueueJob(
          trx,
          tenantId,
          {
            kind: 'automl',
            runId,
            datasetId: source.id,
            columns,
            labelColumn,
            metric,
            algorithms,
            ...budget,
            seed,
          },
          createdBy,
        );
        if (started === undefined) throw new Error('an AutoML job hit a unique index that is for trainings');
        await trx
          .insertInto('automl_runs')
          .values({
            id: runId,
            tenant_id: tenantId,
            name: body.name,
            dataset_id: source.id,
            metric,
            algorithms: JSON.stringify(algorithms),
            feature_columns: JSON.stringify(columns),
            trial_budget: budget.trials,
            seconds_budget: budget.seconds,
            seed,
            job_id: started.id,
            created_by: JSON.stringify(createdBy),
          })
          .execute();
        return started;
      });
      return accepted(toJob(job));
    },
  });

  operation(app, {
    id: 'automl.list',
    method: 'GET',
    path: '/automl/runs',
    summary: 'AutoML runs of the tenant, newest first',
    tag: 'AutoML',
    access: automlReaders,
    effect: 'read',
    query: listQuery,
    responses: { 200: pageOf(automlRunSummarySchema) },
    async handle(ctx) {
      const { tenantId, query } = ctx;
      const page = await ctx.tenantTransaction((trx) => listRuns(trx, tenantId, query));
      return okPage(page, ({ run, trials }) => toRunSummary(run, trials), query);
    },
  });

  operation(app, {
    id: 'automl.get',
    method: 'GET',
    path: '/automl/runs/{id}',
    summary: 'One AutoML run with its trials',
    tag: 'AutoML',
    access: automlReaders,
    effect: 'read',
    etag: true,
    params: idParams,
    responses: { 200: automlRunSchema },
    object: { type: 'automlRun', find: runOfPath },
    handle: (ctx) => Promise.resolve(ok(toRun(ctx.object.run, ctx.object.trials))),
  });

  operation(app, {
    id: 'automl.cancel',
    method: 'POST',
    path: '/automl/runs/{id}/cancel',
    summary: 'Cancel an AutoML run that is not finished; its finished trials stay',
    tag: 'AutoML',
    access: automlWriters,
    effect: 'change',
    params: idParams,
    responses: { 202: jobSchema },
    problems: [409],
    object: { type: 'automlRun', find: runOfPath },
    async handle(ctx) {
      const { tenantId, object } = ctx;
      return accepted(toJob(await ctx.change((trx) => cancelJob(trx, tenantId, object.run.job_id))));
    },
  });
}
