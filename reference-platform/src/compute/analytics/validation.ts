import type { StoredDataset } from '../../storage/index.ts';
import { datasetFolder, openDataset } from '../../storage/index.ts';
import type { ValidateRequest, ValidateResponse } from '../protocol.ts';
import { validateResponse } from '../protocol.ts';
import { ContentHashes } from './content-hash.ts';
import { labelledShare } from './contamination.ts';
import { sortCooperatively } from './cooperative-sort.ts';
import type { AnalyticsStore } from './profile.ts';
import { distinctCount } from './statistics.ts';
import { StoredResults } from './stored-result.ts';

type Check = ValidateResponse['checks'][number];

const FEWEST_ROWS = 10;
/** More anomalies than normal rows: no detector takes a contamination above this. */
const LARGEST_LABEL_SHARE = 0.5;
/** Fewer anomalies than one in a thousand rows tell little of a detector's quality. */
const SMALLEST_LABEL_SHARE = 0.001;
const BATCH = 4096;

const validations = new StoredResults('validation-1.json', validateResponse);

/**
 * What speaks against training on a dataset, computed once and kept. It is valid when no check is an error.
 * @throws ENOENT where the dataset does not exist.
 */
export async function validateDataset(
  store: AnalyticsStore,
  request: ValidateRequest,
): Promise<ValidateResponse> {
  const folder = datasetFolder(store.dataFolder, store.tenantId, request.datasetId);
  return await validations.get(folder, async () => {
    const dataset = await openDataset(folder);
    const checks = [
      ...shapeChecks(dataset),
      ...missingValues(dataset),
      ...(await contentChecks(dataset)),
      ...(await labelImbalance(dataset)),
    ];
    return { valid: checks.every((check) => check.severity !== 'error'), checks };
  });
}

function shapeChecks({ rowCount, featureColumns }: StoredDataset): Check[] {
  const checks: Check[] = [];
  if (rowCount < FEWEST_ROWS) {
    const detail = `${rowCount} rows, at least ${FEWEST_ROWS} are needed`;
    checks.push({ code: 'too_few_rows', severity: 'error', column: null, count: rowCount, detail });
  }
  if (featureColumns.length === 0) {
    const detail = 'No number column besides the label: there is nothing to train on';
    checks.push({ code: 'no_numeric_column', severity: 'error', column: null, count: 0, detail });
  }
  return checks;
}

function missingValues({ columns, rowCount }: StoredDataset): Check[] {
  return columns
    .filter(({ missing }) => missing > 0)
    .map(({ name, missing }) => ({
      code: 'missing_values',
      severity: 'warning',
      column: name,
      count: missing,
      detail: `${missing} of ${rowCount} cells are empty`,
    }));
}

/** Columns of one value, and rows that equal an earlier row (all columns, told apart by their hashes). */
async function contentChecks(dataset: StoredDataset): Promise<Check[]> {
  const rows = new ContentHashes(dataset.rowCount);
  const checks: Check[] = [];
  for (const column of dataset.columns) {
    const constant = await addColumn(rows, dataset, column.name, column.type === 'string');
    if (!constant) continue;
    const present = dataset.rowCount - column.missing;
    const detail = present === 0 ? 'The column has no values' : 'All values of the column are equal';
    checks.push({
      code: 'constant_column',
      severity: 'warning',
      column: column.name,
      count: present,
      detail,
    });
  }
  const duplicates = dataset.rowCount - distinctCount(await sortCooperatively(rows.values()));
  if (duplicates > 0) {
    const detail = `${duplicates} rows equal an earlier row`;
    checks.push({ code: 'duplicate_rows', severity: 'warning', column: null, count: duplicates, detail });
  }
  return checks;
}

/** Adds a column to the hash of each row; says whether it holds at most one value. */
async function addColumn(
  rows: ContentHashes,
  dataset: StoredDataset,
  column: string,
  isText: boolean,
): Promise<boolean> {
  let first: string | number | null = null;
  let constant = true;
  const note = (value: string | number): void => {
    first ??= value;
    if (value !== first) constant = false;
  };
  for (let start = 0; start < dataset.rowCount; start += BATCH) {
    if (isText) {
      const texts = await dataset.readStringColumn(column, start, BATCH);
      texts.forEach((text, row) => {
        rows.addText(start + row, text);
        if (text !== null) note(text);
      });
    } else {
      const values = await dataset.readNumericColumn(column, start, BATCH);
      values.forEach((value, row) => {
        rows.addNumber(start + row, value);
        if (!Number.isNaN(value)) note(value);
      });
    }
  }
  return constant;
}

async function labelImbalance(dataset: StoredDataset): Promise<Check[]> {
  const share = await labelledShare(dataset);
  if (share === null || (share >= SMALLEST_LABEL_SHARE && share <= LARGEST_LABEL_SHARE)) return [];
  const count = Math.round(share * dataset.rowCount);
  const detail = `${count} of ${dataset.rowCount} rows are labelled as anomalies`;
  return [{ code: 'label_imbalance', severity: 'warning', column: dataset.labelColumn, count, detail }];
}
