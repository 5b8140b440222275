import type { ColumnBuilder } from './column-builder.ts';
import { booleanOf, numberOf, timeOf } from './cell-values.ts';
import type { Columns } from './columns.ts';
import type { CsvRecord } from './csv-reader.ts';
import { CsvReader } from './csv-reader.ts';
import { JsonLinesReader } from './json-lines-reader.ts';
import { fileFault, UploadRefusal } from './refusal.ts';

/** Takes a file chunk by chunk and fills columns with its rows. Faults are thrown as `UploadRefusal`. */
export interface RowIntake {
  push(chunk: Uint8Array): void;
  end(): void;
}

/** Which columns the caller gave a meaning. */
export interface ColumnRoles {
  labelColumn: string | null;
  timeColumn: string | null;
}

/** First reading of a CSV file: its header makes the columns, and `onRow` is called after each row. */
export function csvIntake(columns: Columns, roles: ColumnRoles, onRow: () => void): RowIntake {
  let label = -1;
  let header = false;
  const reader = new CsvReader((record) => {
    if (!header) {
      header = true;
      for (let cell = 0; cell < record.count; cell += 1) columns.add(cellText(record, cell), record.line);
      requireRoles(columns, roles);
      label = columns.list.findIndex((column) => column.name === roles.labelColumn);
      return;
    }
    const { bytes, starts, ends, count, line } = record;
    const { list } = columns;
    if (count !== list.length) throw fileFault(line, `${count} cells where the header has ${list.length}`);
    for (let cell = 0; cell < count; cell += 1)
      list[cell]?.addCell(bytes, starts[cell] ?? 0, ends[cell] ?? 0);
    if (label !== -1) {
      const [start, end] = [starts[label] ?? 0, ends[label] ?? 0];
      const value = numberOf(bytes, start, end);
      requireLabel(list[label], Number.isNaN(value) ? booleanOf(bytes, start, end) : value, line);
    }
    onRow();
  });
  return {
    push: (chunk) => reader.push(chunk),
    end: () => {
      reader.end();
      if (!header) throw fileFault(1, 'no header');
    },
  };
}

/** Second reading of a CSV file, for the columns of `wanted` alone (by position; the others are null). */
export function csvReread(wanted: readonly (ColumnBuilder | null)[]): RowIntake {
  let header = false;
  return new CsvReader(({ bytes, starts, ends }) => {
    if (header) wanted.forEach((column, cell) => column?.addCell(bytes, starts[cell] ?? 0, ends[cell] ?? 0));
    header = true;
  });
}

/** First reading of JSON lines: a column for each key that occurs, missing in the rows that do not have it. */
export function jsonLinesIntake(columns: Columns, roles: ColumnRoles, onRow: () => void): RowIntake {
  let rows = 0;
  const reader = new JsonLinesReader((object, line) => {
    for (const name of object.keys()) {
      if (columns.find(name) === undefined) columns.add(name, line).addMissing(rows);
    }
    for (const column of columns.list) addValue(column, object.get(column.name), line);
    if (roles.labelColumn !== null) {
      const value = object.get(roles.labelColumn);
      const label = typeof value === 'number' || typeof value === 'boolean' ? Number(value) : NaN;
      // A first row without the label has no such column yet: the end of the file says that it does not exist.
      const column = columns.find(roles.labelColumn);
      if (column !== undefined) requireLabel(column, label, line);
    }
    rows += 1;
    onRow();
  });
  return {
    push: (chunk) => reader.push(chunk),
    end: () => {
      reader.end();
      if (columns.list.length === 0) throw fileFault(1, rows === 0 ? 'no rows' : 'no columns');
      requireRoles(columns, roles);
      const label = roles.labelColumn === null ? undefined : columns.find(roles.labelColumn);
      if (label !== undefined && label.summary.missing > 0) throw badLabel(label.name, 1);
    },
  };
}

/** Second reading of JSON lines, for the columns of `wanted` alone. */
export function jsonLinesReread(wanted: readonly ColumnBuilder[]): RowIntake {
  return new JsonLinesReader((object, line) => {
    for (const column of wanted) addValue(column, object.get(column.name), line);
  });
}

function addValue(column: ColumnBuilder, value: unknown, line: number): void {
  if (value === null || value === undefined || value === '') column.addMissing();
  else if (typeof value === 'string') column.addText(value, timeOf(value));
  else if (typeof value === 'boolean') column.addBoolean(value);
  else if (typeof value !== 'number') throw fileFault(line, 'an object that is not flat');
  else if (Number.isFinite(value)) column.addNumber(value);
  else throw fileFault(line, 'a number beyond the range of float64');
}

function requireRoles(columns: Columns, { labelColumn, timeColumn }: ColumnRoles): void {
  const missing = (name: string | null): boolean => name !== null && columns.find(name) === undefined;
  if (missing(labelColumn)) throw new UploadRefusal('/labelColumn', 'the file has no such column');
  if (missing(timeColumn)) throw new UploadRefusal('/timeColumn', 'the file has no such column');
}

function requireLabel(column: ColumnBuilder | undefined, value: number, line: number): void {
  if (column === undefined) return;
  // A column of both 0/1 and true/false is no label column either.
  if ((value !== 0 && value !== 1) || column.mustReread) throw badLabel(column.name, line);
}

function badLabel(name: string, line: number): UploadRefusal {
  return new UploadRefusal(
    '/labelColumn',
    `line ${line}: column ${JSON.stringify(name)} must be 0/1 or true/false`,
  );
}

function cellText({ bytes, starts, ends }: CsvRecord, cell: number): string {
  return bytes.toString('utf8', starts[cell] ?? 0, ends[cell] ?? 0);
}
