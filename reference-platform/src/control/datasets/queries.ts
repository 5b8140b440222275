import { sql, type Transaction } from 'kysely';
import type { z } from 'zod';
import { readPage, type Page } from '../../database/page.ts';
import type { Schema } from '../../database/schema.ts';
import { locked, ofPath } from '../rows.ts';
import type { listQuery } from './input.ts';
import type { DatasetRow } from './tables.ts';

const datasetById = (trx: Transaction<Schema>, tenantId: string, id: string) =>
  trx.selectFrom('datasets').selectAll().where('tenant_id', '=', tenantId).where('id', '=', id);

/** The dataset that the path names, for `object.find`. Throws 404 where the tenant has none of this id. */
export const datasetOfPath = ofPath(datasetById);

/** A dataset of the tenant, locked against other changes and new uses. Throws 404 where there is none. */
export const lockDataset = locked(datasetById);

const sortColumns = { createdAt: 'created_at', name: 'name', rowCount: 'row_count' } as const;

/** One page of the tenant's datasets, and how many there are in all. */
export async function listDatasets(
  trx: Transaction<Schema>,
  tenantId: string,
  { q, format, sort, ...range }: z.output<typeof listQuery>,
): Promise<Page<DatasetRow>> {
  let selection = trx.selectFrom('datasets').where('tenant_id', '=', tenantId);
  if (format !== undefined) selection = selection.where('format', '=', format);
  if (q !== undefined) selection = selection.where(sql<boolean>`strpos(lower(name), lower(${q})) > 0`);

  const key =
    sort === 'name' || sort === '-name' ? 'name' : sort.endsWith('rowCount') ? 'rowCount' : 'createdAt';
  const direction = sort.startsWith('-') ? 'desc' : 'asc';
  return readPage(selection.selectAll().orderBy(sortColumns[key], direction).orderBy('id', direction), range);
}
