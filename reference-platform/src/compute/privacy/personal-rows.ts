import { readFloat64Range, datasetFolder, openDataset, scoreFiles } from '../../storage/index.ts';
import { rowsWithValue } from '../../storage/row-filter.ts';
import type { Database } from '../../database/database.ts';
import { isMissingFile } from '../files/missing-file.ts';
import type { PersonalRecord } from './personal-records.ts';
import type { SubjectRows } from './protocol.ts';

interface Place {
  database: Database;
  dataFolder: string;
  tenantId: string;
}

/** The score that each stored detection of a dataset gave a row. */
async function scoresOf({ database, dataFolder, tenantId }: Place, datasetId: string, row: number) {
  const detections = await database.direct
    .selectFrom('detections')
    .select(['id', 'threshold'])
    .where('tenant_id', '=', tenantId)
    .where('dataset_id', '=', datasetId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  const scores = [];
  for (const { id } of detections) {
    const file = scoreFiles(dataFolder, tenantId, id).scores;
    const [score] = await readFloat64Range(file, row, 1);
    scores.push({ detectionId: id, score: score ?? null });
  }
  return scores;
}

/**
 * The rows of a dataset whose cell in a column is the value, with what stored detections made of each. Nothing where
 * the dataset is gone.
 */
export async function* rowsOf(
  place: Place,
  { datasetId, column }: SubjectRows,
  value: string,
): AsyncGenerator<PersonalRecord> {
  if (column === null) return;
  try {
    const dataset = await openDataset(datasetFolder(place.dataFolder, place.tenantId, datasetId));
    for (const index of await rowsWithValue(dataset, column, value)) {
      const cells = await Promise.all(
        dataset.columns.map(async ({ name }) => [name, (await dataset.readCells(name, index, 1))[0] ?? null]),
      );
      const scores = await scoresOf(place, datasetId, index);
      yield {
        type: 'dataset_rows',
        content: { datasetId, index, values: Object.fromEntries(cells) as Record<string, unknown>, scores },
      };
    }
  } catch (error) {
    if (!isMissingFile(error)) throw error;
  }
}
