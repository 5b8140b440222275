import type { Transaction } from 'kysely';
import { z } from 'zod';
import type { BoundaryClient } from '../../boundary/client.ts';
import { driftResponse, type DriftRequest } from '../../compute/lifecycle/protocol.ts';
import type { Schema } from '../../database/schema.ts';
import { ok } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { problem } from '../../http/problem.ts';
import { idParams, idSchema } from '../../http/schemas.ts';
import { detectorReaders } from '../detectors/access.ts';
import { computeAnswer } from '../detectors/compute-answer.ts';
import { detectorOfPath } from '../detectors/queries.ts';
import type { DetectorRow, DetectorVersionRow } from '../detectors/tables.ts';
import { findSource } from '../detectors/training-source.ts';
import { chosenVersion, requireFeatureColumns } from '../detectors/version-choice.ts';

const driftQuery = z.strictObject({
  datasetId: idSchema.optional(),
  version: z
    .int()
    .min(1)
    .max(2 ** 31 - 1)
    .optional(),
});

const driftSchema = z
  .object({ detectorId: idSchema, version: z.int(), datasetId: idSchema, ...driftResponse.shape })
  .meta({ id: 'Drift' });

/** Declares `detectors.drift`. */
export function registerDrift(app: HttpApplication, boundary: BoundaryClient): void {
  operation(app, {
    id: 'detectors.drift',
    method: 'GET',
    path: '/detectors/{id}/drift',
    summary: 'How far data have moved from those that a version was trained on',
    description:
      'Compares a dataset (without `datasetId`: that of the version’s latest detection) with the training data, column by ' +
      'column and by the scores: population stability index and Kolmogorov–Smirnov test. A shift counts where its index ' +
      'reaches a threshold and its p-value is below the one in the answer. Refused (409) where there is nothing to compare.',
    tag: 'Detectors',
    access: detectorReaders,
    effect: 'read',
    params: idParams,
    query: driftQuery,
    responses: { 200: driftSchema },
    problems: [409, 503],
    object: { type: 'detector', find: detectorOfPath },
    async handle(ctx) {
      const { tenantId, trace, query } = ctx;
      const body = await ctx.tenantTransaction((trx) => planDrift(trx, tenantId, ctx.object, query));
      const drift = await computeAnswer(
        boundary,
        { method: 'POST', path: '/drift', tenantId, body, timeout: 'scoring', trace },
        driftResponse,
      );
      return ok({ ...body, ...drift });
    },
  });
}

async function planDrift(
  trx: Transaction<Schema>,
  tenantId: string,
  detector: DetectorRow,
  query: z.output<typeof driftQuery>,
): Promise<DriftRequest> {
  const version = await chosenVersion(trx, tenantId, detector, query.version, '/query/version');
  const datasetId = query.datasetId ?? (await latestDataset(trx, version));
  if (datasetId === null) {
    throw problem.conflict('The version has no detection on a dataset that is still there. Name a dataset.');
  }
  const source = await findSource(trx, tenantId, datasetId);
  if (source === undefined) {
    throw problem.invalid([{ pointer: '/query/datasetId', detail: 'There is no such dataset' }]);
  }
  requireFeatureColumns(version, source, '/query/datasetId');
  return { detectorId: detector.id, version: version.version, datasetId };
}

/** The dataset of the version's latest detection; null where there is none, or none of whose dataset is left. */
async function latestDataset(trx: Transaction<Schema>, version: DetectorVersionRow): Promise<string | null> {
  const row = await trx
    .selectFrom('detections')
    .select('dataset_id')
    .where('tenant_id', '=', version.tenant_id)
    .where('detector_id', '=', version.detector_id)
    .where('detector_version', '=', version.version)
    .where('dataset_id', 'is not', null)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.dataset_id ?? null;
}
