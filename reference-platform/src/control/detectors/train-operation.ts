import type { Transaction } from 'kysely';
import type { z } from 'zod';
import type { CreatedBy } from '../../compute/protocol.ts';
import { isForeignKeyViolation } from '../../database/errors.ts';
import type { Schema } from '../../database/schema.ts';
import { accepted } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { problem } from '../../http/problem.ts';
import { idParams } from '../../http/schemas.ts';
import { enqueueJob } from '../jobs/enqueue.ts';
import { jobSchema, toJob } from '../jobs/representation.ts';
import type { JobRow } from '../jobs/tables.ts';
import { detectorWriters } from './access.ts';
import { creatorOf } from './creator.ts';
import { trainBody } from './input.ts';
import { detectorOfPath, findDetector } from './queries.ts';
import { holdDataset, trainingColumns, unknownDataset } from './training-source.ts';

interface TrainingRequest {
  tenantId: string;
  detectorId: string;
  body: z.output<typeof trainBody>;
  createdBy: CreatedBy;
}

/** Declares `detectors.train`. */
export function registerDetectorTraining(app: HttpApplication): void {
  operation(app, {
    id: 'detectors.train',
    method: 'POST',
    path: '/detectors/{id}/train',
    summary: 'Train a new version of a detector on a dataset',
    description: 'Without `columns`, all numeric columns but the label column are features.',
    tag: 'Detectors',
    access: detectorWriters,
    effect: 'change',
    params: idParams,
    body: trainBody,
    responses: { 202: jobSchema },
    problems: [409],
    object: { type: 'detector', find: detectorOfPath },
    async handle(ctx) {
      const { tenantId, body } = ctx;
      const createdBy = creatorOf(ctx.principal);
      const job = await ctx
        .change((trx) => startTraining(trx, { tenantId, detectorId: ctx.object.id, body, createdBy }))
        .catch((error: unknown) => {
          // The dataset is held, so it is the detector that was removed meanwhile.
          throw isForeignKeyViolation(error) ? problem.notFound() : error;
        });
      return accepted(toJob(job));
    },
  });
}

/** The unique index of active trainings decides who of several callers is first; the others get 409. */
async function startTraining(trx: Transaction<Schema>, request: TrainingRequest): Promise<JobRow> {
  const { tenantId, detectorId, body, createdBy } = request;
  const detector = await findDetector(trx, tenantId, detectorId);
  if (detector === undefined) throw problem.notFound();
  const source = await holdDataset(trx, tenantId, body.datasetId);
  if (source === undefined) throw problem.invalid([unknownDataset]);

  const job = await enqueueJob(
    trx,
    tenantId,
    {
      kind: 'training',
      detectorId,
      datasetId: source.id,
      columns: trainingColumns(source, detector.algorithm, body.columns),
      labelColumn: source.label_column,
      algorithm: detector.algorithm,
      parameters: detector.parameters,
      contamination: detector.contamination,
      seed: detector.seed,
    },
    createdBy,
  );
  if (job === undefined) throw problem.conflict('The detector is being trained already.');
  await trx
    .updateTable('detectors')
    .set({ status: 'training', updated_at: new Date() })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', detectorId)
    .execute();
  return job;
}
