import type { ColumnType, Generated, Selectable } from 'kysely';
import type { CreatedBy } from '../../compute/protocol.ts';
import type { ColumnSummary } from '../../storage/index.ts';

/** A `jsonb` column: read as its value, written as JSON text. */
type Json<Value> = ColumnType<Value, string, string>;

interface DatasetTable {
  id: string;
  tenant_id: string;
  name: string;
  description: string;
  format: 'csv' | 'jsonl';
  row_count: number;
  columns: Json<ColumnSummary[]>;
  label_column: string | null;
  time_column: string | null;
  size_bytes: number;
  sha256: string;
  created_by: Json<CreatedBy>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

/** The table of the domain datasets: what is known of each; the rows themselves are column files. */
export interface DatasetTables {
  datasets: DatasetTable;
}

/** One row of `datasets`. */
export type DatasetRow = Selectable<DatasetTable>;
