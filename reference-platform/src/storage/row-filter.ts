import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { INDEX_FILE, type ColumnIndex } from './column-index.ts';
import { TextColumnWriter, ValueColumnWriter } from './column-writer.ts';
import { openDataset, type CellValue, type StoredDataset } from './stored-dataset.ts';

/** Rows looked at and written at once. */
const BATCH = 4096;

/** Whether a cell, as the API shows it, is the value that is looked for: numbers by value, all else by their text. */
function isValue(cell: CellValue, value: string): boolean {
  if (cell === null) return false;
  if (typeof cell === 'number') return value.trim() !== '' && Number(value) === cell;
  return String(cell) === value;
}

/** The indices of the rows whose cell in `column` is `value`, ascending. */
export async function rowsWithValue(
  dataset: StoredDataset,
  column: string,
  value: string,
): Promise<number[]> {
  const found: number[] = [];
  for (let start = 0; start < dataset.rowCount; start += BATCH) {
    const cells = await dataset.readCells(column, start, BATCH);
    cells.forEach((cell, index) => {
      if (isValue(cell, value)) found.push(start + index);
    });
  }
  return found;
}

async function copyColumn(
  source: StoredDataset,
  position: number,
  folder: string,
  removed: ReadonlySet<number>,
): Promise<number> {
  const column = source.columns[position];
  if (column === undefined) throw new Error('the dataset has no such column');
  const isText = column.type === 'string';
  const texts = isText ? new TextColumnWriter(folder, position) : null;
  const values = isText ? null : new ValueColumnWriter(folder, position);
  let missing = 0;
  for (let start = 0; start < source.rowCount; start += BATCH) {
    const cells = texts ? await source.readStringColumn(column.name, start, BATCH) : [];
    const numbers = values ? await source.readNumericColumn(column.name, start, BATCH) : [];
    const count = texts ? cells.length : numbers.length;
    for (let index = 0; index < count; index += 1) {
      if (removed.has(start + index)) continue;
      const cell = cells[index] ?? null;
      const number = numbers[index] ?? NaN;
      if (texts ? cell === null : Number.isNaN(number)) missing += 1;
      if (texts && cell === null) texts.addMissing(1);
      if (texts && cell !== null) {
        const bytes = Buffer.from(cell, 'utf8');
        texts.add(bytes, 0, bytes.length);
      }
      values?.add(number);
    }
    await (texts ?? values)?.flush(false);
  }
  await (texts ?? values)?.flush(true);
  return missing;
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

/**
 * Writes the dataset in `folder` anew without some of its rows and puts it in the old one's place. `draft` is a path
 * of this work alone on the same file system: where a process died between taking the old folder away and putting the
 * new one there, `finishReplacement` completes it. At least one row must stay. Returns the new index.
 */
export async function removeRows(
  folder: string,
  draft: string,
  rows: readonly number[],
): Promise<ColumnIndex> {
  const source = await openDataset(folder);
  const removed = new Set(rows);
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  const columns: ColumnIndex['columns'] = [];
  for (const [position, column] of source.columns.entries()) {
    columns.push({ ...column, missing: await copyColumn(source, position, draft, removed) });
  }
  const { labelColumn, timeColumn } = source;
  const rowCount = source.rowCount - removed.size;
  const index: ColumnIndex = { formatVersion: 1, rowCount, labelColumn, timeColumn, columns };
  await writeFile(join(draft, INDEX_FILE), JSON.stringify(index), { flush: true });
  await rm(oldOf(draft), { recursive: true, force: true });
  await rename(folder, oldOf(draft));
  await finishReplacement(folder, draft);
  return index;
}

const oldOf = (draft: string) => `${draft}.old`;

/** Puts a whole draft in place where the old folder was taken away already, and removes what is left of either. */
export async function finishReplacement(folder: string, draft: string): Promise<void> {
  if (!(await exists(folder)) && (await exists(join(draft, INDEX_FILE)))) {
    await mkdir(dirname(folder), { recursive: true });
    await rename(draft, folder);
  }
  await rm(draft, { recursive: true, force: true });
  await rm(oldOf(draft), { recursive: true, force: true });
}
