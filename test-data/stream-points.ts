import type { Table } from './table.ts';

/** A point as it is sent to a stream. */
export interface GeneratedPoint {
  sequence: number;
  timestamp: string;
  values: Record<string, number | null>;
}

const START = Date.parse('2026-01-01T00:00:00.000Z');
const STEP_MS = 1_000;

/** The rows of a table as points of a stream, one a second, numbered from `first`. */
export function streamPoints({ columns, rows }: Table<number>, first = 1): GeneratedPoint[] {
  return rows.map((row, index) => ({
    sequence: first + index,
    timestamp: new Date(START + (first + index) * STEP_MS).toISOString(),
    values: Object.fromEntries(columns.map((name, c) => [name, row[c] ?? null])),
  }));
}
