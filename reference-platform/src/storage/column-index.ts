import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** What the cells of a column are. Number, boolean (0/1) and datetime (ms since 1970 UTC) are stored as float64. */
export const columnType = z.enum(['number', 'string', 'boolean', 'datetime']);
export type ColumnType = z.infer<typeof columnType>;

/** One column as the API shows it: name, type, and how many of its cells are missing. */
export const columnSummary = z.strictObject({
  name: z.string(),
  type: columnType,
  missing: z.int().nonnegative(),
});
export type ColumnSummary = z.infer<typeof columnSummary>;

/** The content of `columns.json`: column `i` of the list has the files `<i>.f64`, or `<i>.str`, `.off` and `.nul`. */
export const columnIndex = z.strictObject({
  formatVersion: z.literal(1),
  rowCount: z.int().nonnegative(),
  labelColumn: z.string().nullable(),
  timeColumn: z.string().nullable(),
  columns: z.array(columnSummary),
});
export type ColumnIndex = z.infer<typeof columnIndex>;

/** The name of the index file in a dataset's folder. */
export const INDEX_FILE = 'columns.json';

/** The values of a number, boolean or datetime column: float64, NaN = missing. */
export function valuesFile(folder: string, column: number): string {
  return join(folder, `${column}.f64`);
}

/** The cells of a string column, UTF-8, one after the other. */
export function textFile(folder: string, column: number): string {
  return join(folder, `${column}.str`);
}

/** Where each cell of a string column begins in its text file: float64, rows + 1 values. */
export function offsetsFile(folder: string, column: number): string {
  return join(folder, `${column}.off`);
}

/** One byte a row of a string column: 1 = missing. */
export function missingFile(folder: string, column: number): string {
  return join(folder, `${column}.nul`);
}

/**
 * Reads and checks the index of a dataset's folder.
 * @throws ENOENT where there is no such dataset; a ZodError where the file is of another format.
 */
export async function readColumnIndex(folder: string): Promise<ColumnIndex> {
  return columnIndex.parse(JSON.parse(await readFile(join(folder, INDEX_FILE), 'utf8')));
}
