import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FeatureMatrix } from '../../src/compute/algorithms/matrix.ts';
import { ValueColumnWriter } from '../../src/storage/column-writer.ts';
import { datasetFolder } from '../../src/storage/index.ts';

/** Writes a dataset with the number columns c0, c1 … and, where there are labels, the column `label`. */
export async function storeTable(
  dataFolder: string,
  tenantId: string,
  datasetId: string,
  matrix: FeatureMatrix,
  labels: Float64Array | null = null,
): Promise<string[]> {
  const folder = datasetFolder(dataFolder, tenantId, datasetId);
  await mkdir(folder, { recursive: true });
  const names = matrix.columns.map((_, c) => `c${c}`);
  const columns = labels === null ? matrix.columns : [...matrix.columns, labels];
  for (const [position, column] of columns.entries()) {
    const writer = new ValueColumnWriter(folder, position);
    column.forEach((value) => writer.add(value));
    await writer.flush(true);
  }
  const index = {
    formatVersion: 1,
    rowCount: matrix.rowCount,
    labelColumn: labels === null ? null : 'label',
    timeColumn: null,
    columns: [...names, ...(labels === null ? [] : ['label'])].map((name, position) => ({
      name,
      type: 'number',
      missing: columns[position]?.filter(Number.isNaN).length ?? 0,
    })),
  };
  await writeFile(join(folder, 'columns.json'), JSON.stringify(index));
  return names;
}
