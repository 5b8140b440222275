import type { Transaction } from 'kysely';
import type { z } from 'zod';
import { readPage, type Page } from '../../database/page.ts';
import type { Schema } from '../../database/schema.ts';
import type { LookupContext } from '../../http/declaration.ts';
import { found, locked } from '../rows.ts';
import type { listQuery } from './input.ts';
import type { AutomlRunRow, AutomlTrialRow } from './tables.ts';

/** A run and its trials, in their order. */
export interface RunWithTrials {
  readonly run: AutomlRunRow;
  readonly trials: AutomlTrialRow[];
}

const runById = (trx: Transaction<Schema>, tenantId: string, id: string) =>
  trx.selectFrom('automl_runs').selectAll().where('tenant_id', '=', tenantId).where('id', '=', id);

/** The run that the path names, for `object.find`. Throws 404 where the tenant has none of this id. */
export async function runOfPath(context: LookupContext<{ id: string }>): Promise<RunWithTrials> {
  const { tenantId, params } = context;
  return context.tenantTransaction(async (trx) => {
    const run = found(await runById(trx, tenantId, params.id).executeTakeFirst());
    return { run, trials: await trialsOf(trx, tenantId, [run.id]) };
  });
}

/** A run of the tenant, locked against other changes. Throws 404 where there is none of this id. */
export const lockRun = locked(runById);

/** One page of the tenant's runs, newest first, with their trials, and how many runs there are in all. */
export async function listRuns(
  trx: Transaction<Schema>,
  tenantId: string,
  { status, ...range }: z.output<typeof listQuery>,
): Promise<Page<RunWithTrials>> {
  let selection = trx.selectFrom('automl_runs').where('tenant_id', '=', tenantId);
  if (status !== undefined) selection = selection.where('status', '=', status);
  const { rows, total } = await readPage(
    selection.selectAll().orderBy('created_at', 'desc').orderBy('id', 'desc'),
    range,
  );
  const trials = await trialsOf(
    trx,
    tenantId,
    rows.map(({ id }) => id),
  );
  return {
    rows: rows.map((run) => ({ run, trials: trials.filter(({ run_id }) => run_id === run.id) })),
    total,
  };
}

async function trialsOf(
  trx: Transaction<Schema>,
  tenantId: string,
  runIds: readonly string[],
): Promise<AutomlTrialRow[]> {
  if (runIds.length === 0) return [];
  return trx
    .selectFrom('automl_trials')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('run_id', 'in', [...runIds])
    .orderBy('position')
    .execute();
}
