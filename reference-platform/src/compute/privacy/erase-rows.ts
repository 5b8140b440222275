import { join } from 'node:path';
import type { Database } from '../../database/database.ts';
import { readColumnIndex } from '../../storage/column-index.ts';
import {
  datasetFolder,
  detectionFolder,
  openDataset,
  removeFolderAtomically,
  stagingFolder,
} from '../../storage/index.ts';
import { finishReplacement, removeRows, rowsWithValue } from '../../storage/row-filter.ts';
import { isMissingFile } from '../files/missing-file.ts';
import { holdTenant } from '../jobs/hold-tenant.ts';
import type { SubjectRows } from './protocol.ts';

/** Whose dataset, and what is erased from it. `erasureId` names the drafts, so that a second attempt finds them. */
export interface RowErasure {
  database: Database;
  dataFolder: string;
  tenantId: string;
  erasureId: string;
  value: string;
}

/** What was erased with the rows of one dataset. */
export interface ErasedRows {
  rows: number;
  datasets: number;
  detections: number;
  versions: number;
}

const nothing: ErasedRows = { rows: 0, datasets: 0, detections: 0, versions: 0 };

/** Marks what was trained on a dataset, and removes what was detected in it: it holds values of its rows. */
async function erasureOfDerived(
  { database, dataFolder, tenantId }: RowErasure,
  datasetId: string,
): Promise<{ detections: number; versions: number }> {
  const detections = await database.direct
    .selectFrom('detections')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('dataset_id', '=', datasetId)
    .execute();
  // Files first: while the rows are there, a second attempt still knows of them.
  const staging = stagingFolder(dataFolder, tenantId);
  for (const { id } of detections) {
    await removeFolderAtomically(staging, detectionFolder(dataFolder, tenantId, id));
  }
  return database.system(async (trx) => {
    await holdTenant(trx, tenantId);
    const marked = await trx
      .updateTable('detector_versions')
      .set({ trained_on_erased_data: true })
      .where('tenant_id', '=', tenantId)
      .where('dataset_id', '=', datasetId)
      .where('trained_on_erased_data', '=', false)
      .executeTakeFirst();
    const removed = await trx
      .deleteFrom('detections')
      .where('tenant_id', '=', tenantId)
      .where('dataset_id', '=', datasetId)
      .executeTakeFirst();
    return { detections: Number(removed.numDeletedRows), versions: Number(marked.numUpdatedRows) };
  });
}

async function removeDataset(
  { database, dataFolder, tenantId }: RowErasure,
  datasetId: string,
): Promise<void> {
  await database.system(async (trx) => {
    await holdTenant(trx, tenantId);
    await trx.deleteFrom('datasets').where('tenant_id', '=', tenantId).where('id', '=', datasetId).execute();
  });
  const folder = datasetFolder(dataFolder, tenantId, datasetId);
  await removeFolderAtomically(stagingFolder(dataFolder, tenantId), folder);
}

/** The row says what the files hold: also after an attempt that ended between the two. */
async function describeDataset(
  { database, dataFolder, tenantId }: RowErasure,
  datasetId: string,
): Promise<void> {
  const index = await readColumnIndex(datasetFolder(dataFolder, tenantId, datasetId));
  await database.direct
    .updateTable('datasets')
    .set({ row_count: index.rowCount, columns: JSON.stringify(index.columns), updated_at: new Date() })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', datasetId)
    .where('row_count', '!=', index.rowCount)
    .execute();
}

/**
 * Erases the rows of a dataset whose cell in a column is the value; the whole dataset where no column is named or no
 * row would stay. Figures that were kept beside the data (its profile) go with the old files. Each step can be done
 * twice. A dataset that is gone has nothing to erase.
 */
export async function eraseRows(
  erasure: RowErasure,
  { datasetId, column }: SubjectRows,
): Promise<ErasedRows> {
  const { dataFolder, tenantId, erasureId, value } = erasure;
  const folder = datasetFolder(dataFolder, tenantId, datasetId);
  const draft = join(stagingFolder(dataFolder, tenantId), `${erasureId}-${datasetId}`);
  await finishReplacement(folder, draft);
  try {
    const dataset = await openDataset(folder);
    const rows = column === null ? [] : await rowsWithValue(dataset, column, value);
    if (column === null || rows.length === dataset.rowCount) {
      const derived = await erasureOfDerived(erasure, datasetId);
      await removeDataset(erasure, datasetId);
      return { rows: dataset.rowCount, datasets: 1, ...derived };
    }
    if (rows.length === 0) {
      await describeDataset(erasure, datasetId);
      return nothing;
    }
    const derived = await erasureOfDerived(erasure, datasetId);
    await removeRows(folder, draft, rows);
    await describeDataset(erasure, datasetId);
    return { rows: rows.length, datasets: 0, ...derived };
  } catch (error) {
    if (isMissingFile(error)) return nothing;
    throw error;
  }
}
