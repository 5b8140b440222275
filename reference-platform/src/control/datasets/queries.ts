import { sql, type Transaction } from 'kysely';
import type { z } from 'zod';
import type { Schema } from '../../database/schema.ts';
import type { LookupContext } from '../../http/declaration.ts';
import { problem } from '../../http/problem.ts';
import type { listQuery } from './input.ts';
import type { DatasetRow } from './tables.ts';

/** The dataset that the path names, for `object.find`. Throws 404 where the tenant has none of this id. */
export async function datasetOfPath(context: LookupContext<{ id: string }>): Promise<DatasetRow> {
  const { tenantId, params } = context;
  const row = await context.tenantTransaction((trx) =>
    trx
      .selectFrom('datasets')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .where('id', '=', params.id)
      .executeTakeFirst(),
  );
  if (row === undefined) throw problem.notFound();
  return row;
}

/** A dataset of the tenant, locked against other changes and new uses. Throws 404 where there is none. */
export async function lockDataset(
  trx: Transaction<Schema>,
  tenantId: string,
  id: string,
): Promise<DatasetRow> {
  const row = await trx
    .selectFrom('datasets')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw problem.notFound();
  return row;
}

const sortColumns = { createdAt: 'created_at', name: 'name', rowCount: 'row_count' } as const;

/** One page of the tenant's datasets, and how many there are in all. */
export async function listDatasets(
  trx: Transaction<Schema>,
  tenantId: string,
  { q, format, sort, limit, offset }: z.output<typeof listQuery>,
): Promise<{ rows: DatasetRow[]; total: number }> {
  let selection = trx.selectFrom('datasets').where('tenant_id', '=', tenantId);
  if (format !== undefined) selection = selection.where('format', '=', format);
  if (q !== undefined) selection = selection.where(sql<boolean>`strpos(lower(name), lower(${q})) > 0`);

  const key =
    sort === 'name' || sort === '-name' ? 'name' : sort.endsWith('rowCount') ? 'rowCount' : 'createdAt';
  const direction = sort.startsWith('-') ? 'desc' : 'asc';
  const { total } = await selection
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await selection
    .selectAll()
    .orderBy(sortColumns[key], direction)
    .orderBy('id', direction)
    .limit(limit)
    .offset(offset)
    .execute();
  return { rows, total };
}
