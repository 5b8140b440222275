import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';

/** A dataset from disk, read whole and understood as far as a test needs it. */
export interface DatasetFile {
  /** File name without its folder. */
  name: string;
  content: Buffer;
  columns: string[];
  rowCount: number;
  /** Columns in which every cell that is filled is a finite number, and at least one is. */
  numericColumns: string[];
}

/** Fewer rows are too few to train on. */
const LEAST_ROWS = 10;

/**
 * Reads a CSV file (RFC 4180, header first, UTF-8). Throws one line that names the file, what is wrong with it and what to
 * do: it cannot be read, is no CSV, has under ten rows or no column of numbers.
 */
export function readDatasetFile(file: string): DatasetFile {
  const refuse = (reason: string) =>
    new Error(
      `DATASET_FILE ${file}: ${reason}; give a CSV file with a header, ${LEAST_ROWS} rows and a column of numbers.`,
    );
  const content = readOr(file, (reason) => refuse(`cannot be read (${reason})`));
  const [columns = [], ...rows] = parsedOr(content, (reason) => refuse(`is no CSV (${reason})`));
  if (rows.length < LEAST_ROWS) throw refuse(`has ${rows.length} rows`);
  const numericColumns = columns.filter((_, index) => isNumeric(rows.map((row) => row[index] ?? '')));
  if (numericColumns.length === 0) throw refuse('has no column of numbers');
  return { name: path.basename(file), content, columns, rowCount: rows.length, numericColumns };
}

function readOr(file: string, refusal: (reason: string) => Error): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw refusal(error instanceof Error && 'code' in error ? String(error.code) : String(error));
  }
}

function parsedOr(content: Buffer, refusal: (reason: string) => Error): string[][] {
  try {
    return parse(content, { bom: true });
  } catch (error) {
    throw refusal(error instanceof Error ? error.message : String(error));
  }
}

function isNumeric(cells: string[]): boolean {
  const filled = cells.filter((cell) => cell !== '');
  return filled.length > 0 && filled.every((cell) => cell.trim() !== '' && Number.isFinite(Number(cell)));
}
