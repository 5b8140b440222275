import type { Cell, LabelledTable, Table } from './table.ts';

/** A table as CSV text (RFC 4180, line feeds, UTF-8 without a mark): header first, a label column last if there is one. */
export function toCsv(table: Table | LabelledTable): string {
  const { columns, rows } = withLabelColumn(table);
  return [columns, ...rows].map((cells) => `${cells.map(csvField).join(',')}\n`).join('');
}

/** A table as JSON lines: one flat object a row, missing values left as null. */
export function toJsonLines(table: Table | LabelledTable): string {
  const { columns, rows } = withLabelColumn(table);
  return rows
    .map(
      (row) =>
        `${JSON.stringify(Object.fromEntries(columns.map((name, index) => [name, row[index] ?? null])))}\n`,
    )
    .join('');
}

/** The table with its labels as the last column. */
export function withLabelColumn(table: Table | LabelledTable): Table {
  if (!('labels' in table)) return table;
  return {
    columns: [...table.columns, table.labelColumn],
    rows: table.rows.map((row, index) => [...row, table.labels[index] ?? null]),
  };
}

function csvField(cell: Cell): string {
  const text = cell === null ? '' : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
