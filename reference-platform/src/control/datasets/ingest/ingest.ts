import { createHash } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from '../../../storage/atomic-write.ts';
import type { ColumnIndex } from '../../../storage/column-index.ts';
import { INDEX_FILE } from '../../../storage/column-index.ts';
import { Columns } from './columns.ts';
import { fileFault, UploadRefusal } from './refusal.ts';
import type { ColumnRoles, RowIntake } from './row-intake.ts';
import { csvIntake, csvReread, jsonLinesIntake, jsonLinesReread } from './row-intake.ts';

/** What the caller says of the file. */
export interface IngestOptions extends ColumnRoles {
  format: 'csv' | 'jsonl';
}

/** What was found while the file arrived. `sizeBytes` and `sha256` (hex) are those of the file as sent. */
export interface IngestResult {
  index: ColumnIndex;
  sizeBytes: number;
  sha256: string;
}

const REREAD_CHUNK_BYTES = 64 * 1024;

/**
 * Turns an arriving file into the column files of a dataset in `folder` (which exists, is empty and, when this
 * throws, is the caller's to remove). Memory is bounded by the columns' write buffers, whatever the file's size:
 * each chunk is hashed, spilled, read and written before the next is asked for. The spilled copy is there for the
 * columns that turned out to be text after some numbers, and is gone at the end.
 * @throws UploadRefusal where the file is not taken; whatever `source` throws.
 */
export async function ingest(
  source: AsyncIterable<Uint8Array>,
  folder: string,
  options: IngestOptions,
): Promise<IngestResult> {
  const spillPath = join(folder, 'received');
  const columns = new Columns(folder);
  let rowCount = 0;
  const intake = firstIntake(options, columns, () => {
    rowCount += 1;
  });
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const spill = await open(spillPath, 'wx');
  try {
    for await (const chunk of source) {
      hash.update(chunk);
      sizeBytes += chunk.length;
      await spill.writeFile(chunk);
      intake.push(chunk);
      await columns.flush(false);
    }
  } finally {
    await spill.close();
  }
  intake.end();
  if (rowCount === 0) throw fileFault(2, 'no rows');
  await columns.flush(true);
  await reread(spillPath, columns, options.format);
  await rm(spillPath);

  const index: ColumnIndex = {
    formatVersion: 1,
    rowCount,
    labelColumn: options.labelColumn,
    timeColumn: options.timeColumn,
    columns: columns.list.map((column) => column.summary),
  };
  requireTime(index);
  await replaceFile(join(folder, INDEX_FILE), JSON.stringify(index));
  return { index, sizeBytes, sha256: hash.digest('hex') };
}

function firstIntake(options: IngestOptions, columns: Columns, onRow: () => void): RowIntake {
  const roles: ColumnRoles = { labelColumn: options.labelColumn, timeColumn: options.timeColumn };
  return options.format === 'csv' ? csvIntake(columns, roles, onRow) : jsonLinesIntake(columns, roles, onRow);
}

/** Reads the spilled file again for the columns whose first cells are needed as text, if there are any. */
async function reread(path: string, columns: Columns, format: IngestOptions['format']): Promise<void> {
  const wanted = columns.list.map((column) => (column.mustReread ? column : null));
  const list = wanted.filter((column) => column !== null);
  if (list.length === 0) return;
  for (const column of list) await column.beginReread();
  const intake = format === 'csv' ? csvReread(wanted) : jsonLinesReread(list);
  const file = await open(path, 'r');
  try {
    const chunk = Buffer.allocUnsafe(REREAD_CHUNK_BYTES);
    for (;;) {
      const { bytesRead } = await file.read(chunk, 0, chunk.length, null);
      if (bytesRead === 0) break;
      intake.push(chunk.subarray(0, bytesRead));
      for (const column of list) await column.flush(false);
    }
  } finally {
    await file.close();
  }
  intake.end();
  for (const column of list) await column.flush(true);
}

function requireTime(index: ColumnIndex): void {
  const column = index.columns.find(({ name }) => name === index.timeColumn);
  if (column !== undefined && column.type !== 'datetime' && column.type !== 'number') {
    throw new UploadRefusal('/timeColumn', `column ${JSON.stringify(column.name)} holds no times`);
  }
}
