import { z } from 'zod';
import type { BoundaryCall, BoundaryClient } from '../../boundary/client.ts';
import { profileResponse, validateResponse } from '../../compute/protocol.ts';
import { ok } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { idParams } from '../../http/schemas.ts';
import { computeAnswer } from '../detectors/compute-answer.ts';
import { datasetReaders, datasetWriters } from './access.ts';
import { datasetOfPath } from './queries.ts';
import type { DatasetRow } from './tables.ts';

const profileSchema = z.object(profileResponse.shape).meta({ id: 'DatasetProfile' });
const validationSchema = z.object(validateResponse.shape).meta({ id: 'DatasetValidation' });

/** About a tenth of a second's work; what is larger may take as long as scoring does, the first time. */
const CELLS_OF_A_READ = 500_000;

function timeoutFor(dataset: DatasetRow): 'read' | 'scoring' {
  return dataset.row_count * dataset.columns.length > CELLS_OF_A_READ ? 'scoring' : 'read';
}

/** The call that has compute analyse the dataset of a request. */
function analysisCall(
  path: string,
  { object, tenantId, trace }: { object: DatasetRow; tenantId: string; trace: BoundaryCall['trace'] },
): BoundaryCall {
  const body = { datasetId: object.id, labelColumn: object.label_column };
  return { method: 'POST', path, tenantId, body, timeout: timeoutFor(object), trace };
}

/** Declares the operations that the compute plane answers. */
export function registerDatasetAnalysis(app: HttpApplication, boundary: BoundaryClient): void {
  operation(app, {
    id: 'datasets.profile',
    method: 'GET',
    path: '/datasets/{id}/profile',
    summary: 'Figures of each column, correlations and an estimate of the contamination',
    description: 'Datetime columns have their least and greatest value in ms since 1970 UTC.',
    tag: 'Datasets',
    access: datasetReaders,
    effect: 'read',
    params: idParams,
    responses: { 200: profileSchema },
    problems: [503],
    object: { type: 'dataset', find: datasetOfPath },
    handle: async (ctx) => ok(await computeAnswer(boundary, analysisCall('/profile', ctx), profileResponse)),
  });

  operation(app, {
    id: 'datasets.validate',
    method: 'POST',
    path: '/datasets/{id}/validate',
    summary: 'What speaks against training on a dataset',
    tag: 'Datasets',
    access: datasetWriters,
    effect: 'read',
    params: idParams,
    responses: { 200: validationSchema },
    problems: [503],
    object: { type: 'dataset', find: datasetOfPath },
    handle: async (ctx) =>
      ok(await computeAnswer(boundary, analysisCall('/validate', ctx), validateResponse)),
  });
}
