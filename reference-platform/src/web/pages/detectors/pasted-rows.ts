/** Rows as they were pasted: numbers (null where a cell is empty), with column names if the first line has them. */
export interface PastedRows {
  readonly columns: readonly string[] | null;
  readonly rows: readonly (readonly (number | null)[])[];
}

/**
 * Reads lines of comma- or tab-separated numbers; a time (2026-01-31T08:00:00Z) becomes milliseconds since 1970. A wrong cell
 * gives the sentence that says where.
 */
export function readPastedRows(text: string, expected: readonly string[]): PastedRows | string {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const cells = lines.map((line) => line.split(line.includes('\t') ? '\t' : ',').map((cell) => cell.trim()));
  const head = cells[0];
  if (head === undefined) return 'Paste at least one row.';
  const named = head.every((cell) => cell !== '' && Number.isNaN(numberOf(cell)));
  const data = named ? cells.slice(1) : cells;
  if (data.length === 0) return 'Paste at least one row below the column names.';
  const width = named ? head.length : expected.length;
  const rows: (number | null)[][] = [];
  for (const [index, row] of data.entries()) {
    if (row.length !== width) return `Row ${index + 1}: ${row.length} values instead of ${width}.`;
    const wrong = row.find((cell) => cell !== '' && !Number.isFinite(numberOf(cell)));
    if (wrong !== undefined) return `Row ${index + 1}: “${wrong}” is not a number.`;
    rows.push(row.map((cell) => (cell === '' ? null : numberOf(cell))));
  }
  return { columns: named ? head : null, rows };
}

function numberOf(cell: string): number {
  return /^\d{4}-\d{2}-\d{2}/.test(cell) ? Date.parse(cell) : Number(cell);
}
