import { open } from 'node:fs/promises';
import type { ColumnIndex, ColumnSummary } from './column-index.ts';
import { missingFile, offsetsFile, readColumnIndex, textFile, valuesFile } from './column-index.ts';
import { readFloat64Range } from './float64-file.ts';

/** One cell as the API shows it: a datetime is an ISO-8601 string in UTC with milliseconds, missing is null. */
export type CellValue = number | string | boolean | null;

/**
 * A dataset's column files, opened for reading. No file handle is held, so it needs no closing; reading a dataset
 * that was removed meanwhile fails with ENOENT. The data of a dataset never changes.
 */
export class StoredDataset {
  readonly rowCount: number;
  /** In the order of the file. */
  readonly columns: readonly ColumnSummary[];
  readonly labelColumn: string | null;
  readonly timeColumn: string | null;
  readonly #folder: string;

  constructor(folder: string, index: ColumnIndex) {
    this.#folder = folder;
    this.rowCount = index.rowCount;
    this.columns = index.columns;
    this.labelColumn = index.labelColumn;
    this.timeColumn = index.timeColumn;
  }

  /** The names of the number columns but the label column: what a detector is trained on when nothing else is said. */
  get featureColumns(): string[] {
    return this.columns.filter((c) => c.type === 'number' && c.name !== this.labelColumn).map((c) => c.name);
  }

  /**
   * The values of a number, boolean (0/1) or datetime (ms since 1970 UTC) column: shape [rows], NaN = missing; only
   * the rows from `start`, at most `count`, when given.
   * @throws Error where the column does not exist or holds strings.
   */
  async readNumericColumn(
    name: string,
    start = 0,
    count: number = Number.POSITIVE_INFINITY,
  ): Promise<Float64Array> {
    const { position, type } = this.#find(name);
    if (type === 'string') throw new Error('a string column has no numbers');
    return await readFloat64Range(valuesFile(this.#folder, position), start, count);
  }

  /** The labels as 0 (normal) or 1 (anomaly): shape [rows]; null where the dataset has no label column. */
  async readLabels(): Promise<Uint8Array | null> {
    if (this.labelColumn === null) return null;
    return Uint8Array.from(await this.readNumericColumn(this.labelColumn));
  }

  /**
   * The cells of a string column, null = missing; only the rows from `start`, at most `count`.
   * @throws Error where the column does not exist or holds no strings.
   */
  async readStringColumn(name: string, start: number, count: number): Promise<(string | null)[]> {
    const { position, type } = this.#find(name);
    if (type !== 'string') throw new Error('only a string column has strings');
    const offsets = await readFloat64Range(offsetsFile(this.#folder, position), start, count + 1);
    const rows = Math.max(0, offsets.length - 1);
    if (rows === 0) return [];
    const from = offsets[0] ?? 0;
    const text = await readBytes(textFile(this.#folder, position), from, (offsets[rows] ?? from) - from);
    const missing = await readBytes(missingFile(this.#folder, position), start, rows);
    return Array.from({ length: rows }, (_, row) =>
      missing[row] === 1
        ? null
        : text.toString('utf8', (offsets[row] ?? 0) - from, (offsets[row + 1] ?? 0) - from),
    );
  }

  /** The cells of any column as the API shows them, from row `start`, at most `count`. */
  async readCells(name: string, start: number, count: number): Promise<CellValue[]> {
    const { type } = this.#find(name);
    if (type === 'string') return await this.readStringColumn(name, start, count);
    const values = await this.readNumericColumn(name, start, count);
    return Array.from(values, (value) => {
      if (Number.isNaN(value)) return null;
      if (type === 'boolean') return value === 1;
      return type === 'datetime' ? new Date(value).toISOString() : value;
    });
  }

  #find(name: string): { position: number; type: ColumnSummary['type'] } {
    const position = this.columns.findIndex((column) => column.name === name);
    const column = this.columns[position];
    if (column === undefined) throw new Error('the dataset has no such column');
    return { position, type: column.type };
  }
}

/**
 * Opens the dataset in `folder` (see `datasetFolder` in paths.ts).
 * @throws ENOENT where there is none.
 */
export async function openDataset(folder: string): Promise<StoredDataset> {
  return new StoredDataset(folder, await readColumnIndex(folder));
}

async function readBytes(path: string, start: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length);
  const file = await open(path, 'r');
  try {
    let filled = 0;
    while (filled < length) {
      const { bytesRead } = await file.read(bytes, filled, length - filled, start + filled);
      if (bytesRead === 0) throw new Error('a column file is shorter than its offsets say');
      filled += bytesRead;
    }
    return bytes;
  } finally {
    await file.close();
  }
}
