import type { Transaction } from 'kysely';
import type { z } from 'zod';
import type { Schema } from '../../database/schema.ts';
import type { LookupContext } from '../../http/declaration.ts';
import { problem } from '../../http/problem.ts';
import type { listQuery } from './input.ts';
import type { ExperimentResultRow, ExperimentRow } from './tables.ts';

/** The experiment that the path names, for `object.find`. Throws 404 where the tenant has none of this id. */
export async function experimentOfPath(context: LookupContext<{ id: string }>): Promise<ExperimentRow> {
  const { tenantId, params } = context;
  const row = await context.tenantTransaction((trx) =>
    trx
      .selectFrom('experiments')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .where('id', '=', params.id)
      .executeTakeFirst(),
  );
  if (row === undefined) throw problem.notFound();
  return row;
}

/** An experiment of the tenant, locked against other changes. Throws 404 where there is none of this id. */
export async function lockExperiment(
  trx: Transaction<Schema>,
  tenantId: string,
  id: string,
): Promise<ExperimentRow> {
  const row = await trx
    .selectFrom('experiments')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw problem.notFound();
  return row;
}

/** One page of the tenant's experiments, newest first, and how many there are in all. */
export async function listExperiments(
  trx: Transaction<Schema>,
  tenantId: string,
  { status, datasetId, limit, offset }: z.output<typeof listQuery>,
): Promise<{ rows: ExperimentRow[]; total: number }> {
  let selection = trx.selectFrom('experiments').where('tenant_id', '=', tenantId);
  if (status !== undefined) selection = selection.where('status', '=', status);
  if (datasetId !== undefined) selection = selection.where('dataset_id', '=', datasetId);
  const { total } = await selection
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await selection
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute();
  return { rows, total };
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
