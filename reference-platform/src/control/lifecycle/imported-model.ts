import type { Transaction } from 'kysely';
import type { z } from 'zod';
import type { ImportResponse } from '../../compute/lifecycle/protocol.ts';
import type { CreatedBy } from '../../compute/protocol.ts';
import type { Schema } from '../../database/schema.ts';
import { parseInput } from '../../http/input.ts';
import { problem } from '../../http/problem.ts';
import { createBody, trainBody } from '../detectors/input.ts';
import { checkedParameters } from '../detectors/parameters.ts';
import type { DetectorRow } from '../detectors/tables.ts';

const settings = createBody.pick({ contamination: true, seed: true });
const features = trainBody.pick({ columns: true }).required();

/** The model with its parameters as the catalogue has them. Throws 422 where a figure is out of range. */
export function checkedModel(model: ImportResponse): ImportResponse {
  const { contamination, seed, featureColumns } = model;
  const range = parseInput(settings, { contamination, seed }, '/file/model');
  const columns = parseInput(features, { columns: featureColumns }, '/file/model');
  const faults = [...(range.valid ? [] : range.faults), ...(columns.valid ? [] : columns.faults)];
  if (new Set(featureColumns).size < featureColumns.length) {
    faults.push({ pointer: '/file/model/featureColumns', detail: 'Names a column more than once' });
  }
  if (featureColumns.some((name) => name.includes('\u0000'))) {
    faults.push({ pointer: '/file/model/featureColumns', detail: 'Must not contain a NUL character' });
  }
  if (model.trainedRows < 1 || model.trainedRows > 2 ** 31 - 1) {
    faults.push({ pointer: '/file/model/trainedRows', detail: 'Must be a number of rows' });
  }
  if (faults.length > 0) throw problem.invalid(faults);
  const parameters = checkedParameters(model.algorithm, model.parameters, '/file/model/parameters');
  return { ...model, parameters };
}

interface NewDetector extends Pick<z.output<typeof createBody>, 'name' | 'description'> {
  id: string;
  tenantId: string;
  by: CreatedBy;
}

/** Inserts the detector and its version 1. Throws 409 where the name is taken. */
export async function insertImported(
  trx: Transaction<Schema>,
  { id, tenantId, by, name, description }: NewDetector,
  model: ImportResponse,
): Promise<DetectorRow> {
  const { algorithm, contamination, seed } = model;
  const learnt = { algorithm, parameters: JSON.stringify(model.parameters), contamination, seed };
  const detector = await trx
    .insertInto('detectors')
    .values({
      id,
      tenant_id: tenantId,
      name,
      description,
      ...learnt,
      status: 'ready',
      latest_version: 1,
      created_by: JSON.stringify(by),
    })
    .onConflict((conflict) => conflict.constraint('detectors_name_key').doNothing())
    .returningAll()
    .executeTakeFirst();
  if (detector === undefined) throw problem.conflict('A detector of this name exists already.');
  await trx
    .insertInto('detector_versions')
    .values({
      tenant_id: tenantId,
      detector_id: id,
      version: 1,
      ...learnt,
      feature_columns: JSON.stringify(model.featureColumns),
      trained_rows: model.trainedRows,
      threshold: model.threshold,
      training_ms: 0,
      model_bytes: model.modelBytes,
      origin: 'imported',
    })
    .execute();
  return detector;
}
