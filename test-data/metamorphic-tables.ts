import { labelledTable } from './labelled-table.ts';
import type { LabelledTable } from './table.ts';
import { timeSeries } from './time-series.ts';
import { seededRandom } from './random.ts';

/** Rows as numbers, as they are sent to be scored: a time as milliseconds since 1970. */
export type NumberRows = number[][];

/** One table, and what is done to it: a change of the data whose effect on the scores is known without knowing the scores. */
export interface MetamorphicTables {
  base: LabelledTable<number | string>;
  /** The base's rows in another order. */
  shuffled: LabelledTable<number | string>;
  /** The base with columns multiplied by powers of two, which rounds nothing. */
  scaled: LabelledTable<number | string>;
  /** The base with one ordinary row, at `plantedAt`, moved far out. */
  planted: LabelledTable<number | string>;
  plantedAt: number;
  /** A row of the base that stands in it twice: its two places. */
  twins: [number, number];
}

/** How a table may be changed without changing what an algorithm makes of it. */
export interface Indifference {
  /** Whether the order of the rows says nothing. */
  order: boolean;
  /** Factors of the columns, by turns. */
  factors: readonly number[];
}

/** Numbers in four columns, 285 ordinary rows and 15 anomalies; one row stands in it twice. */
export function tabularVariants(seed: number, indifference: Indifference): MetamorphicTables {
  const base = labelledTable({ seed, rows: 300, features: 4, contamination: 0.05 });
  const [twin = -1, other = -1, planted = -1] = ordinaryRows(base).toReversed();
  base.rows[other] = [...(base.rows[twin] ?? [])];
  return variants(base, seed, indifference, { at: planted, twins: [other, twin], fixedColumns: 0 });
}

/** An hourly series of twenty days with 12 spikes; its first column is the time. */
export function seriesVariants(seed: number, indifference: Indifference): MetamorphicTables {
  const base = timeSeries({ seed, points: 480, anomalies: 12 });
  const [twin = -1, other = -1, planted = -1] = ordinaryRows(base).toReversed();
  base.rows[other] = [...(base.rows[twin] ?? [])];
  return variants(base, seed, indifference, { at: planted, twins: [other, twin], fixedColumns: 1 });
}

/** The rows as they are sent to be scored. */
export function numberRows(table: LabelledTable<number | string>): NumberRows {
  return table.rows.map((row) => row.map((cell) => (typeof cell === 'string' ? Date.parse(cell) : cell)));
}

function variants(
  base: LabelledTable<number | string>,
  seed: number,
  { order, factors }: Indifference,
  { at, twins, fixedColumns }: { at: number; twins: [number, number]; fixedColumns: number },
): MetamorphicTables {
  const places = base.rows.map((_, index) => index);
  const shuffledPlaces = order ? seededRandom(seed + 1).shuffled(places) : places;
  const change = (rows: (number | string)[][], labels = base.labels) => ({ ...base, rows, labels });
  const factorOf = (column: number) => factors[(column - fixedColumns) % factors.length] ?? 1;
  const far = base.columns.map((_, column) => farOut(base.rows.map((row) => row[column])));
  return {
    base,
    shuffled: change(
      shuffledPlaces.map((place) => base.rows[place] ?? []),
      shuffledPlaces.map((place) => base.labels[place] ?? 0),
    ),
    scaled: change(
      base.rows.map((row) =>
        row.map((cell, column) => (typeof cell === 'number' ? cell * factorOf(column) : cell)),
      ),
    ),
    planted: change(
      base.rows.map((row, index) =>
        index === at
          ? row.map((cell, column) => (typeof cell === 'number' ? (far[column] ?? cell) : cell))
          : row,
      ),
    ),
    plantedAt: at,
    twins,
  };
}

/** A value beyond the greatest of a column by three times its range. */
function farOut(cells: readonly (number | string | undefined)[]): number | undefined {
  const numbers = cells.filter((cell) => typeof cell === 'number');
  if (numbers.length === 0) return undefined;
  const greatest = Math.max(...numbers);
  return greatest + 3 * (greatest - Math.min(...numbers));
}

function ordinaryRows({ labels }: LabelledTable<number | string>): number[] {
  return labels.flatMap((label, index) => (label === 0 ? [index] : []));
}
