import { z } from 'zod';
import { creatorSchema, idSchema, timestampSchema } from '../../http/schemas.ts';
import { columnType } from '../../storage/index.ts';
import type { DatasetRow } from './tables.ts';

const count = z.int().min(0);

/** A dataset as the API shows it. `sizeBytes` and `sha256` are those of the file as it was sent. */
export const datasetSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    description: z.string(),
    format: z.enum(['csv', 'jsonl']),
    rowCount: count,
    columns: z.array(z.object({ name: z.string(), type: columnType, missing: count })),
    labelColumn: z.string().nullable(),
    timeColumn: z.string().nullable(),
    sizeBytes: count,
    sha256: z.string(),
    createdBy: creatorSchema,
    createdAt: timestampSchema,
    updatedAt: timestampSchema,
  })
  .meta({ id: 'Dataset' });

/** One row of a dataset's data; a missing cell is null, a time an ISO-8601 string. */
export const dataRowSchema = z
  .object({
    index: count,
    values: z.record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.null()])),
  })
  .meta({ id: 'DatasetDataRow' });

/** A row of `datasets` as the API shows it. */
export function toDataset(row: DatasetRow): z.infer<typeof datasetSchema> {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    format: row.format,
    rowCount: row.row_count,
    columns: row.columns,
    labelColumn: row.label_column,
    timeColumn: row.time_column,
    sizeBytes: row.size_bytes,
    sha256: row.sha256,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
