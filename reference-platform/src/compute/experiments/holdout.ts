import type { FeatureMatrix } from '../algorithms/matrix.ts';
import { absorb, scramble } from '../algorithms/random.ts';
import { identifyRows } from '../algorithms/row-identity.ts';

/** Most rows that are held out: as many as a comparison resamples in a few seconds. */
const MOST_HELD_OUT = 50_000;

/** Row numbers of the two parts, each ascending; every row is in exactly one. */
export interface Split {
  readonly training: Uint32Array;
  readonly holdout: Uint32Array;
}

/**
 * Parts the rows by `seed`: `share` of each class of labels (of all rows without labels) is held out, rounded, at
 * most 50,000 rows in all. Which rows depends on what they hold, not on where they stand.
 */
export function splitRows(
  matrix: FeatureMatrix,
  labels: Float64Array | null,
  share: number,
  seed: number,
): Split {
  const identities = identifyRows(matrix, new Float64Array(matrix.columns.length));
  const lot = new Uint32Array(matrix.rowCount);
  for (let row = 0; row < lot.length; row += 1) {
    const named = absorb(
      absorb(scramble(absorb(1, seed)), identities.high[row] ?? 0),
      identities.low[row] ?? 0,
    );
    lot[row] = scramble(absorb(named, identities.occurrence[row] ?? 0));
  }
  const effective = Math.min(share, MOST_HELD_OUT / matrix.rowCount);
  const held = new Uint8Array(matrix.rowCount);
  for (const rows of strata(matrix.rowCount, labels)) {
    rows.sort((a, b) => (lot[a] ?? 0) - (lot[b] ?? 0) || a - b);
    for (const row of rows.subarray(0, Math.round(rows.length * effective))) held[row] = 1;
  }
  const all = Uint32Array.from(held.keys());
  return {
    training: all.filter((row) => held[row] === 0),
    holdout: all.filter((row) => held[row] === 1),
  };
}

/** The rows of each class, those without a label together; all rows where there are no labels. */
function strata(rowCount: number, labels: Float64Array | null): Uint32Array[] {
  const all = Uint32Array.from({ length: rowCount }, (_, row) => row);
  if (labels === null) return [all];
  const isClass = [
    (label: number) => label === 1,
    (label: number) => label === 0,
    (label: number) => Number.isNaN(label),
  ];
  return isClass.map((fits) => all.filter((row) => fits(labels[row] ?? Number.NaN)));
}

/** The given rows of a matrix, in that order. */
export function rowsOf(matrix: FeatureMatrix, rows: Uint32Array): FeatureMatrix {
  return { rowCount: rows.length, columns: matrix.columns.map((column) => valuesOf(column, rows)) };
}

/** The values of the given rows, in that order. */
export function valuesOf(column: Float64Array, rows: Uint32Array): Float64Array {
  return Float64Array.from(rows, (row) => column[row] ?? Number.NaN);
}
