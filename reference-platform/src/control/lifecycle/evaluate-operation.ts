import type { Transaction } from 'kysely';
import { z } from 'zod';
import type { BoundaryClient } from '../../boundary/client.ts';
import {
  evaluationFigures,
  type EvaluateRequest,
  type StoredEvaluation,
} from '../../compute/lifecycle/protocol.ts';
import { SYNCHRONOUS_DETECTION_ROWS } from '../../compute/protocol.ts';
import { isForeignKeyViolation } from '../../database/errors.ts';
import type { Schema } from '../../database/schema.ts';
import { accepted, ok } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { problem } from '../../http/problem.ts';
import { idParams, idSchema } from '../../http/schemas.ts';
import { detectorWriters } from '../detectors/access.ts';
import { computeAnswer } from '../detectors/compute-answer.ts';
import { creatorOf } from '../detectors/creator.ts';
import { detectorOfPath } from '../detectors/queries.ts';
import { evaluationSchema } from '../detectors/representation.ts';
import type { DetectorRow } from '../detectors/tables.ts';
import { holdDataset, unknownDataset } from '../detectors/training-source.ts';
import { chosenVersion, requireFeatureColumns } from '../detectors/version-choice.ts';
import { enqueueJob } from '../jobs/enqueue.ts';
import { jobSchema, toJob } from '../jobs/representation.ts';

const evaluateBody = z.strictObject({
  datasetId: idSchema,
  version: z
    .int()
    .min(1)
    .max(2 ** 31 - 1)
    .optional(),
});

const versionEvaluationSchema = evaluationSchema
  .extend({ detectorId: idSchema, version: z.int() })
  .meta({ id: 'VersionEvaluation' });

/** Declares `detectors.evaluate`. */
export function registerEvaluation(app: HttpApplication, boundary: BoundaryClient): void {
  operation(app, {
    id: 'detectors.evaluate',
    method: 'POST',
    path: '/detectors/{id}/evaluate',
    summary: 'Measure a version on a labelled dataset',
    description:
      `Up to ${SYNCHRONOUS_DETECTION_ROWS} rows are measured at once (200); more become a job (202). The figures stay ` +
      'with the version as its latest evaluation. Without `version`, the one in production is measured, or else the latest.',
    tag: 'Detectors',
    access: detectorWriters,
    effect: 'change',
    params: idParams,
    body: evaluateBody,
    responses: { 200: versionEvaluationSchema, 202: jobSchema },
    problems: [409, 503],
    object: { type: 'detector', find: detectorOfPath },
    async handle(ctx) {
      const { tenantId, body, trace } = ctx;
      const { request, rowCount } = await ctx.tenantTransaction((trx) =>
        planEvaluation(trx, tenantId, ctx.object, body),
      );
      if (rowCount > SYNCHRONOUS_DETECTION_ROWS) {
        ctx.audit.status(202);
        const createdBy = creatorOf(ctx.principal);
        const job = await ctx
          .change((trx) => enqueueJob(trx, tenantId, { kind: 'evaluation', ...request }, createdBy))
          .catch((error: unknown) => {
            throw isForeignKeyViolation(error) ? problem.notFound() : error;
          });
        if (job === undefined) throw new Error('an evaluation job hit a unique index that is for trainings');
        return accepted(toJob(job));
      }
      const figures = await computeAnswer(
        boundary,
        { method: 'POST', path: '/evaluate', tenantId, body: request, timeout: 'scoring', trace },
        evaluationFigures,
      );
      const { detectorId, version, datasetId } = request;
      const evaluation = { ...figures, datasetId, evaluatedAt: new Date().toISOString() };
      await ctx.change((trx) => keepEvaluation(trx, tenantId, request, evaluation));
      return ok({ detectorId, version, ...evaluation });
    },
  });
}

/** Throws 422 where the dataset is unknown, has no labels or lacks feature columns; otherwise as `chosenVersion`. */
async function planEvaluation(
  trx: Transaction<Schema>,
  tenantId: string,
  detector: DetectorRow,
  body: z.output<typeof evaluateBody>,
): Promise<{ request: EvaluateRequest; rowCount: number }> {
  const source = await holdDataset(trx, tenantId, body.datasetId);
  if (source === undefined) throw problem.invalid([unknownDataset]);
  const version = await chosenVersion(trx, tenantId, detector, body.version);
  if (source.label_column === null) {
    throw problem.invalid([{ pointer: '/datasetId', detail: 'The dataset has no label column' }]);
  }
  requireFeatureColumns(version, source);
  return {
    request: {
      detectorId: detector.id,
      version: version.version,
      datasetId: source.id,
      labelColumn: source.label_column,
    },
    rowCount: source.row_count,
  };
}

async function keepEvaluation(
  trx: Transaction<Schema>,
  tenantId: string,
  { detectorId, version }: EvaluateRequest,
  evaluation: StoredEvaluation,
): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('detector_versions')
    .set({ evaluation: JSON.stringify(evaluation) })
    .where('tenant_id', '=', tenantId)
    .where('detector_id', '=', detectorId)
    .where('version', '=', version)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw problem.notFound();
}
