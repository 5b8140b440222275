import type { Transaction } from 'kysely';
import type { CreatedBy } from '../../compute/protocol.ts';
import type { Schema } from '../../database/schema.ts';
import { accepted } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { problem } from '../../http/problem.ts';
import { idParams } from '../../http/schemas.ts';
import { detectorWriters } from '../detectors/access.ts';
import { creatorOf } from '../detectors/creator.ts';
import { holdDataset, trainingColumns } from '../detectors/training-source.ts';
import { enqueueJob } from '../jobs/enqueue.ts';
import { jobSchema, toJob } from '../jobs/representation.ts';
import type { JobRow } from '../jobs/tables.ts';
import { experimentOfPath, lockExperiment } from './queries.ts';
import type { NamedCandidate } from './tables.ts';

/** Declares `experiments.run`. */
export function registerExperimentRunning(app: HttpApplication): void {
  operation(app, {
    id: 'experiments.run',
    method: 'POST',
    path: '/experiments/{id}/run',
    summary: 'Train and measure the candidates of an experiment',
    description:
      'All number columns but the label column are features. An experiment that failed or was cancelled can be run again; a completed one stays as it is.',
    tag: 'Experiments',
    access: detectorWriters,
    effect: 'change',
    params: idParams,
    responses: { 202: jobSchema },
    problems: [409],
    object: { type: 'experiment', find: experimentOfPath },
    async handle(ctx) {
      const { tenantId, object } = ctx;
      const createdBy = creatorOf(ctx.principal);
      return accepted(toJob(await ctx.change((trx) => start(trx, tenantId, object.id, createdBy))));
    },
  });
}

const measuredPart = ({ algorithm, parameters, contamination, seed }: NamedCandidate) => ({
  algorithm,
  parameters,
  contamination,
  seed,
});

/** The lock on the experiment decides who of several callers is first; the others get 409. */
async function start(
  trx: Transaction<Schema>,
  tenantId: string,
  id: string,
  createdBy: CreatedBy,
): Promise<JobRow> {
  const experiment = await lockExperiment(trx, tenantId, id);
  if (experiment.status === 'running' || experiment.status === 'completed') {
    throw problem.conflict(`The experiment is ${experiment.status} already.`);
  }
  const { dataset_id: datasetId, holdout, seed, candidates } = experiment;
  const source = datasetId === null ? undefined : await holdDataset(trx, tenantId, datasetId);
  if (source === undefined) throw problem.conflict('The dataset of this experiment was removed.');
  const job = await enqueueJob(
    trx,
    tenantId,
    {
      kind: 'experiment',
      experimentId: id,
      datasetId: source.id,
      columns: trainingColumns(source, '', undefined),
      labelColumn: source.label_column,
      holdout,
      seed,
      candidates: candidates.map(measuredPart),
    },
    createdBy,
  );
  if (job === undefined) throw new Error('an experiment job hit a unique index that is for trainings');
  await trx
    .updateTable('experiments')
    .set({ status: 'running', job_id: job.id, error: null, finished_at: null, updated_at: new Date() })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute();
  await trx
    .updateTable('experiment_results')
    .set({ status: 'pending', outcome: null, error: null })
    .where('tenant_id', '=', tenantId)
    .where('experiment_id', '=', id)
    .execute();
  return job;
}
