import { exportFileName, toCsv, withoutFormula } from '../datasets/export.ts';
import { toExperiment, toResults, type ExperimentResult } from './representation.ts';
import type { ExperimentResultRow, ExperimentRow } from './tables.ts';

type Cell = string | number | null | undefined;

const COLUMNS: readonly (readonly [heading: string, cell: (result: ExperimentResult) => Cell])[] = [
  ['position', ({ position }) => position],
  ['name', ({ name }) => name],
  ['algorithm', ({ algorithm }) => algorithm],
  ['parameters', ({ parameters }) => JSON.stringify(parameters)],
  ['contamination', ({ contamination }) => contamination],
  ['seed', ({ seed }) => seed],
  ['status', ({ status }) => status],
  ['roc_auc', ({ metrics }) => metrics?.rocAuc],
  ['average_precision', ({ metrics }) => metrics?.averagePrecision],
  ['precision', ({ metrics }) => metrics?.precision],
  ['recall', ({ metrics }) => metrics?.recall],
  ['f1', ({ metrics }) => metrics?.f1],
  ['agreement', ({ agreement }) => agreement],
  ['flagged_share', ({ flaggedShare }) => flaggedShare],
  ['threshold', ({ threshold }) => threshold],
  ['trained_rows', ({ trainedRows }) => trainedRows],
  ['holdout_rows', ({ holdoutRows }) => holdoutRows],
  ['training_ms', ({ trainingMs }) => trainingMs],
  ['scoring_ms', ({ scoringMs }) => scoringMs],
  ['error', ({ error }) => error],
];

/** An experiment's results as a file. Numbers are never run by a spreadsheet and stay as they are. */
export function exportExperiment(
  row: ExperimentRow,
  rows: readonly ExperimentResultRow[],
  format: 'csv' | 'json',
): { body: string; mediaType: string; fileName: string } {
  const results = toResults(row, rows);
  const fileName = exportFileName(row.name);
  if (format === 'csv') {
    const lines = results.map((result) => COLUMNS.map(([, cell]) => textOf(cell(result))));
    const body = toCsv([COLUMNS.map(([heading]) => heading), ...lines]);
    return { body, mediaType: 'text/csv; charset=utf-8', fileName };
  }
  const { comparison } = row;
  return {
    body: JSON.stringify({ experiment: toExperiment(row), results, comparison }),
    mediaType: 'application/json; charset=utf-8',
    fileName: fileName.replace(/\.csv$/, '.json'),
  };
}

function textOf(cell: Cell): string {
  if (typeof cell === 'string') return withoutFormula(cell);
  return cell === null || cell === undefined ? '' : String(cell);
}
