import type { Transaction } from 'kysely';
import type { z } from 'zod';
import type { Schema } from '../../database/schema.ts';
import type { LookupContext } from '../../http/declaration.ts';
import { problem } from '../../http/problem.ts';
import type { listQuery } from './input.ts';
import type { AutomlRunRow, AutomlTrialRow } from './tables.ts';

/** A run and its trials, in their order. */
export interface RunWithTrials {
  readonly run: AutomlRunRow;
  readonly trials: AutomlTrialRow[];
}

/** The run that the path names, for `object.find`. Throws 404 where the tenant has none of this id. */
export async function runOfPath(context: LookupContext<{ id: string }>): Promise<RunWithTrials> {
  const { tenantId, params } = context;
  return context.tenantTransaction(async (trx) => {
    const run = await trx
      .selectFrom('automl_runs')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .where('id', '=', params.id)
      .executeTakeFirst();
    if (run === undefined) throw problem.notFound();
    return { run, trials: await trialsOf(trx, tenantId, [run.id]) };
  });
}

/** A run of the tenant, locked against other changes. Throws 404 where there is none of this id. */
export async function lockRun(trx: Transaction<Schema>, tenantId: string, id: string): Promise<AutomlRunRow> {
  const row = await trx
    .selectFrom('automl_runs')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw problem.notFound();
  return row;
}

/** One page of the tenant's runs, newest first, with their trials, and how many runs there are in all. */
export async function listRuns(
  trx: Transaction<Schema>,
  tenantId: string,
  { status, limit, offset }: z.output<typeof listQuery>,
): Promise<{ runs: RunWithTrials[]; total: number }> {
  let selection = trx.selectFrom('automl_runs').where('tenant_id', '=', tenantId);
  if (status !== undefined) selection = selection.where('status', '=', status);
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
  const trials = await trialsOf(
    trx,
    tenantId,
    rows.map(({ id }) => id),
  );
  return {
    runs: rows.map((run) => ({ run, trials: trials.filter(({ run_id }) => run_id === run.id) })),
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
