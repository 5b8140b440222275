import type { Transaction } from 'kysely';
import type { z } from 'zod';
import { readPage, type Page } from '../../database/page.ts';
import type { Schema } from '../../database/schema.ts';
import { locked, ofPath } from '../rows.ts';
import type { listQuery } from './input.ts';
import type { ExperimentResultRow, ExperimentRow } from './tables.ts';

const experimentById = (trx: Transaction<Schema>, tenantId: string, id: string) =>
  trx.selectFrom('experiments').selectAll().where('tenant_id', '=', tenantId).where('id', '=', id);

/** The experiment that the path names, for `object.find`. Throws 404 where the tenant has none of this id. */
export const experimentOfPath = ofPath(experimentById);

/** An experiment of the tenant, locked against other changes. Throws 404 where there is none of this id. */
export const lockExperiment = locked(experimentById);

/** One page of the tenant's experiments, newest first, and how many there are in all. */
export async function listExperiments(
  trx: Transaction<Schema>,
  tenantId: string,
  { status, datasetId, ...range }: z.output<typeof listQuery>,
): Promise<Page<ExperimentRow>> {
  let selection = trx.selectFrom('experiments').where('tenant_id', '=', tenantId);
  if (status !== undefined) selection = selection.where('status', '=', status);
  if (datasetId !== undefined) selection = selection.where('dataset_id', '=', datasetId);
  return readPage(selection.selectAll().orderBy('created_at', 'desc').orderBy('id', 'desc'), range);
}

/** What is known of an experiment's candidates, at most 20 rows. */
export async function resultsOf(
  trx: Transaction<Schema>,
  tenantId: string,
  experimentId: string,
): Promise<ExperimentResultRow[]> {
  return trx
    .selectFrom('experiment_results')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('experiment_id', '=', experimentId)
    .orderBy('position')
    .execute();
}
