import { stringify } from 'csv-stringify/sync';
import type { CellValue, StoredDataset } from '../../storage/index.ts';

/** Rows written at once. */
const BATCH = 512;

/** What a spreadsheet takes for a formula, in full width too, or passes over to reach one (OWASP, "CSV injection"). */
const FORMULA = /^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/;

/**
 * The dataset as CSV (RFC 4180 with LF), piece by piece. A text or column name that a spreadsheet would run gets a
 * `'` in front; numbers, times and booleans are never run and stay as they are.
 */
export async function* exportCsv(dataset: StoredDataset): AsyncGenerator<string> {
  yield toCsv([dataset.columns.map(({ name }) => withoutFormula(name))]);
  for (let start = 0; start < dataset.rowCount; start += BATCH) {
    const columns: string[][] = [];
    for (const { name, type } of dataset.columns) {
      const cells = await dataset.readCells(name, start, BATCH);
      columns.push(
        cells.map((cell) => (type === 'string' ? withoutFormula(plainText(cell)) : plainText(cell))),
      );
    }
    const rows = Math.min(BATCH, dataset.rowCount - start);
    yield toCsv(Array.from({ length: rows }, (_, row) => columns.map((cells) => cells[row] ?? '')));
  }
}

function plainText(cell: CellValue): string {
  return cell === null ? '' : String(cell);
}

/** A text that a spreadsheet would run, with a `'` in front; any other as it is. */
export function withoutFormula(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** Lines of CSV (RFC 4180 with LF). */
export function toCsv(rows: string[][]): string {
  // A carriage return alone is a line break too for most readers, so it is quoted like one.
  return stringify(rows, { quoted_match: /[\r\n]/ });
}

/** The file name of a dataset's export: of its name, what any system takes as a file name. */
export function exportFileName(name: string): string {
  const safe = name
    .replace(/\.csv$/i, '')
    .replace(/[^A-Za-z0-9._-]+/g, '_')
    .replace(/^[._]+|_+$/g, '');
  return `${safe === '' ? 'dataset' : safe}.csv`;
}
