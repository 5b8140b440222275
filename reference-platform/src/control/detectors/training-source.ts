import type { Transaction } from 'kysely';
import { algorithmById } from '../../algorithm-catalogue/catalogue.ts';
import { featureColumnsOf } from '../../algorithm-catalogue/feature-columns.ts';
import type { Schema } from '../../database/schema.ts';
import { problem, type InputFault } from '../../http/problem.ts';
import type { ColumnSummary } from '../../storage/index.ts';

/** What a training or detection needs to know of a dataset. */
export interface DetectionSource {
  readonly id: string;
  readonly row_count: number;
  readonly columns: readonly ColumnSummary[];
  readonly label_column: string | null;
  readonly time_column: string | null;
}

function sourceOf(trx: Transaction<Schema>, tenantId: string, id: string) {
  return trx
    .selectFrom('datasets')
    .select(['id', 'row_count', 'columns', 'label_column', 'time_column'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id);
}

/** The dataset that a question is asked of; undefined where there is none. */
export function findSource(
  trx: Transaction<Schema>,
  tenantId: string,
  id: string,
): Promise<DetectionSource | undefined> {
  return sourceOf(trx, tenantId, id).executeTakeFirst();
}

/** The dataset that a body names, held against removal until the transaction ends; undefined where there is none. */
export function holdDataset(
  trx: Transaction<Schema>,
  tenantId: string,
  id: string,
): Promise<DetectionSource | undefined> {
  return sourceOf(trx, tenantId, id).forKeyShare().executeTakeFirst();
}

/** The fault of a `datasetId` that is unknown or another tenant's: the two cannot be told apart. */
export const unknownDataset: InputFault = { pointer: '/datasetId', detail: 'There is no such dataset' };

/**
 * The feature columns of a training: those asked for, in that order, or all number columns but the label column; before them
 * the time column where the algorithm takes a time series. Throws 422 where a column is unknown, not numeric, the label or named
 * twice, where none is left, where there is no time column, or where the algorithm cannot take so many rows.
 */
export function trainingColumns(
  source: DetectionSource,
  algorithm: string,
  asked: readonly string[] | undefined,
): string[] {
  const numeric = source.columns
    .filter(({ name, type }) => type === 'number' && name !== source.label_column)
    .map(({ name }) => name);
  const faults: InputFault[] = [];
  (asked ?? []).forEach((name, index) => {
    const detail = columnFault(source, name, asked?.indexOf(name) !== index);
    if (detail !== null) faults.push({ pointer: `/columns/${index}`, detail });
  });
  if (asked === undefined && numeric.length === 0) {
    faults.push({ pointer: '/datasetId', detail: 'The dataset has no numeric column to train on' });
  }
  const maximum = algorithmById(algorithm)?.maximumRows ?? null;
  if (maximum !== null && source.row_count > maximum) {
    const detail = `The algorithm takes at most ${maximum} rows, the dataset has ${source.row_count}`;
    faults.push({ pointer: '/datasetId', detail });
  }
  const features = featureColumnsOf(algorithm, source.time_column, asked ?? numeric);
  if (features === null) {
    faults.push({ pointer: '/datasetId', detail: 'The algorithm needs a dataset with a time column' });
  }
  if (features === null || faults.length > 0) throw problem.invalid(faults);
  return features;
}

function columnFault(source: DetectionSource, name: string, repeated: boolean): string | null {
  const column = source.columns.find((candidate) => candidate.name === name);
  if (column === undefined) return 'The dataset has no such column';
  if (column.type !== 'number') return `The column is of type ${column.type}, not a number`;
  if (name === source.label_column) return 'The label column cannot be a feature';
  return repeated ? 'Named more than once' : null;
}
