import { createHash } from 'node:crypto';
import type { ApiClient } from '../api-clients/api-client.ts';
import type { Dataset } from '../api-clients/datasets/schemas.ts';
import { toCsv } from '../test-data/csv.ts';
import type { LabelledTable, Table } from '../test-data/table.ts';
import { succeeded } from './succeeded.ts';

export interface UploadOptions {
  /** Default: `table-` and the beginning of the content's hash. */
  name?: string;
  description?: string;
  /** Default: the label column of a labelled table; `null` uploads the labels as a plain column. */
  labelColumn?: string | null;
  timeColumn?: string;
}

/** Uploads a generated table as CSV, its labels as the last column. */
export async function uploadTable(
  actor: { api: ApiClient },
  table: Table | LabelledTable,
  options: UploadOptions = {},
): Promise<Dataset> {
  const content = toCsv(table);
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
  const { name = `table-${hash}`, description, timeColumn } = options;
  const labelColumn =
    options.labelColumn === undefined && 'labelColumn' in table ? table.labelColumn : options.labelColumn;
  return succeeded(
    await actor.api.datasets.create({
      name,
      file: { name: `${hash}.csv`, contentType: 'text/csv', content },
      ...(description === undefined ? {} : { description }),
      ...(labelColumn === undefined || labelColumn === null ? {} : { labelColumn }),
      ...(timeColumn === undefined ? {} : { timeColumn }),
    }),
  );
}
