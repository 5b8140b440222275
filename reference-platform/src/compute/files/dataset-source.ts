import { datasetFolder, openDataset, type StoredDataset } from '../../storage/index.ts';
import type { FeatureMatrix } from '../algorithms/matrix.ts';
import { TaskRefused, type TaskScope } from '../worker/tasks.ts';
import { isMissingFile } from './missing-file.ts';

/** Opens a dataset's column files; refuses where there is no such dataset (any more). */
export async function openSource(
  { dataFolder, tenantId }: TaskScope,
  datasetId: string,
): Promise<StoredDataset> {
  try {
    return await openDataset(datasetFolder(dataFolder, tenantId, datasetId));
  } catch (error) {
    if (isMissingFile(error)) throw new TaskRefused('not_found', 'there is no such dataset');
    throw error;
  }
}

/** Reads columns in the given order; refuses where one is not there or holds text. */
export async function readFeatures(dataset: StoredDataset, names: readonly string[]): Promise<FeatureMatrix> {
  const columns: Float64Array[] = [];
  for (const name of names) columns.push(await readNumbers(dataset, name, null));
  return { rowCount: dataset.rowCount, columns };
}

/** Reads the labels (0, 1, NaN missing), or null where the dataset has none. */
export async function readLabels(
  dataset: StoredDataset,
  labelColumn: string | null,
): Promise<Float64Array | null> {
  return labelColumn === null ? null : readNumbers(dataset, labelColumn, null);
}

/** One column as numbers; `pointer` names the input that asked for it. */
export async function readNumbers(
  dataset: StoredDataset,
  name: string,
  pointer: string | null,
): Promise<Float64Array> {
  const column = dataset.columns.find((candidate) => candidate.name === name);
  if (column === undefined)
    throw new TaskRefused('invalid', `the dataset has no column ${JSON.stringify(name)}`, pointer);
  if (column.type === 'string') {
    throw new TaskRefused('invalid', `the column ${JSON.stringify(name)} holds text, not numbers`, pointer);
  }
  return dataset.readNumericColumn(name);
}
