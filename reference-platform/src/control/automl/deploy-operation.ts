import type { Transaction } from 'kysely';
import { readFile } from 'node:fs/promises';
import { v7 as uuid } from 'uuid';
import type { CandidateOutcome, CreatedBy } from '../../compute/protocol.ts';
import type { Schema } from '../../database/schema.ts';
import { created } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { problem } from '../../http/problem.ts';
import { idParams } from '../../http/schemas.ts';
import {
  detectorFolder,
  modelFile,
  removeFolderAtomically,
  stagingFolder,
  trialModelFile,
  writeFileAtomically,
} from '../../storage/index.ts';
import { creatorOf } from '../detectors/creator.ts';
import { detectorSchema, toDetector } from '../detectors/representation.ts';
import type { DetectorRow } from '../detectors/tables.ts';
import { automlWriters } from './access.ts';
import { deployBody } from './input.ts';
import { lockRun, runOfPath, type RunWithTrials } from './queries.ts';
import type { AutomlRunRow, AutomlTrialRow } from './tables.ts';

type BestTrial = AutomlTrialRow & { outcome: CandidateOutcome };

/** Declares `automl.deploy`. `dataFolder` holds the models. */
export function registerAutomlDeployment(app: HttpApplication, dataFolder: string): void {
  operation(app, {
    id: 'automl.deploy',
    method: 'POST',
    path: '/automl/runs/{id}/deploy',
    summary: 'Make a detector of the best trial of a run',
    description:
      'Its first version is the model that the trial has trained. A run that was cancelled can be deployed too, if one of its trials succeeded.',
    tag: 'AutoML',
    access: automlWriters,
    effect: 'change',
    etag: true,
    params: idParams,
    body: deployBody,
    responses: { 201: detectorSchema },
    problems: [409],
    object: { type: 'automlRun', find: runOfPath },
    async handle(ctx) {
      const { tenantId, body, object } = ctx;
      const best = bestTrial(object);
      const id = uuid();
      const model = await readFile(trialModelFile(dataFolder, tenantId, object.run.id, best.position));
      await writeFileAtomically(modelFile(dataFolder, tenantId, id, 1), model);
      try {
        const row = await ctx.change(async (trx) => {
          // Of several callers at once the first one deploys; the others find the run deployed.
          const run = await lockRun(trx, tenantId, object.run.id);
          if (run.detector_id !== null) throw problem.conflict('The run was deployed already.');
          const detector = await insertDetector(trx, run, best, {
            id,
            name: body.name ?? run.name,
            description: body.description,
            createdBy: creatorOf(ctx.principal),
          });
          await trx
            .updateTable('automl_runs')
            .set({ detector_id: id })
            .where('tenant_id', '=', tenantId)
            .where('id', '=', run.id)
            .execute();
          return detector;
        });
        return created(`/detectors/${id}`, toDetector(row));
      } catch (error) {
        const folder = detectorFolder(dataFolder, tenantId, id);
        await removeFolderAtomically(stagingFolder(dataFolder, tenantId), folder).catch(
          (failure: unknown) => {
            ctx.log.error({ err: failure, detectorId: id }, 'the model of a failed deployment is left');
          },
        );
        throw error;
      }
    },
  });
}

/** Throws 409 where the run is not finished, was deployed, or has no trial that succeeded. */
function bestTrial({ run, trials }: RunWithTrials): BestTrial {
  if (run.status === 'pending' || run.status === 'running') {
    throw problem.conflict(`The run is ${run.status}.`);
  }
  if (run.detector_id !== null) throw problem.conflict('The run was deployed already.');
  const best = trials.find(({ position }) => position === run.best_position);
  if (best === undefined || best.outcome === null) throw problem.conflict('No trial of the run succeeded.');
  return { ...best, outcome: best.outcome };
}

interface NewDetector {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly createdBy: CreatedBy;
}

async function insertDetector(
  trx: Transaction<Schema>,
  run: AutomlRunRow,
  { algorithm, parameters, outcome }: BestTrial,
  { id, name, description, createdBy }: NewDetector,
): Promise<DetectorRow> {
  const learnt = {
    tenant_id: run.tenant_id,
    algorithm,
    parameters: JSON.stringify(parameters),
    contamination: outcome.contamination,
    seed: run.seed,
  };
  const detector = await trx
    .insertInto('detectors')
    .values({
      ...learnt,
      id,
      name,
      description,
      status: 'ready',
      latest_version: 1,
      created_by: JSON.stringify(createdBy),
    })
    .onConflict((conflict) => conflict.constraint('detectors_name_key').doNothing())
    .returningAll()
    .executeTakeFirst();
  if (detector === undefined) throw problem.conflict('A detector of this name exists already.');
  const metrics =
    outcome.metrics === null
      ? null
      : JSON.stringify({
          rocAuc: outcome.metrics.rocAuc,
          precision: outcome.metrics.precision,
          recall: outcome.metrics.recall,
          f1: outcome.metrics.f1,
        });
  await trx
    .insertInto('detector_versions')
    .values({
      ...learnt,
      detector_id: id,
      version: 1,
      dataset_id: run.dataset_id,
      feature_columns: JSON.stringify(run.feature_columns),
      trained_rows: outcome.trainedRows,
      threshold: outcome.threshold,
      training_ms: outcome.trainingMs,
      metrics,
      model_bytes: outcome.modelBytes,
    })
    .execute();
  return detector;
}
