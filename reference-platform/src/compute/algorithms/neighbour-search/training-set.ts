import { copyRows, type FeatureMatrix, type Progress } from '../matrix.ts';
import { distinctRows, type DistinctRows } from './distinct-rows.ts';
import { KdTree } from './kd-tree.ts';
import { Neighbourhood, type Neighbours } from './neighbourhood.ts';

/** Rows among which neighbours are looked for. */
export interface TrainingSet {
  readonly rows: DistinctRows;
  /** Neighbours that are looked for: the parameter, but never more than the other rows. */
  readonly neighbours: number;
}

/** The most that a distance counts: squares of longer ones overflow. */
const LARGEST_REACH = 1e150;
const ROWS_BETWEEN_REPORTS = 64;

/** How far away a neighbour is. */
export function reach(squared: number): number {
  return Math.min(Math.sqrt(squared), LARGEST_REACH);
}

/** The distinct rows of a table as a training set; `indexOfRow` leads from a row of the table to its distinct row. */
export function trainingSetOf(
  matrix: FeatureMatrix,
  fill: Float64Array,
  neighbours: number,
): { set: TrainingSet; indexOfRow: Uint32Array } {
  const { distinct, indexOfRow } = distinctRows(matrix, fill);
  const wanted = Math.max(1, Math.min(neighbours, matrix.rowCount - 1));
  return { set: { rows: distinct, neighbours: wanted }, indexOfRow };
}

/** Finds the neighbours of each distinct row without itself. `found` is overwritten by the next: copy what stays. */
export function eachNeighbourhood(
  { rows, neighbours }: TrainingSet,
  progress: Progress,
  visit: (point: number, found: Neighbourhood) => void,
): void {
  const tree = new KdTree(rows);
  const found = new Neighbourhood();
  for (let point = 0; point < rows.count; point += 1) {
    tree.search(rows.values, point * rows.width, neighbours, point, found);
    visit(point, found);
    if (point % ROWS_BETWEEN_REPORTS === 0) progress(point / rows.count);
  }
}

/** Scores rows of a table; `fill` has a value for each column, for where one is missing. */
export type NeighbourScorer = (matrix: FeatureMatrix, fill: Float64Array, progress: Progress) => Float64Array;

/**
 * Judges rows by their neighbours in a training set. One that equals a training row has that row's own score, of
 * which `own` has one a distinct row; `scoreOf` is that of any other.
 */
export function neighbourScorer(
  { rows, neighbours }: TrainingSet,
  own: Float64Array,
  scoreOf: (found: Neighbours) => number,
): NeighbourScorer {
  const tree = new KdTree(rows);
  return (matrix, fill, progress) => {
    const raw = new Float64Array(matrix.rowCount);
    const row = new Float64Array(matrix.columns.length);
    const found = new Neighbourhood();
    for (let r = 0; r < matrix.rowCount; r += 1) {
      copyRows(matrix, fill, r, r + 1, row);
      tree.search(row, 0, neighbours, -1, found);
      raw[r] = found.squared[0] === 0 ? (own[found.points[0] ?? 0] ?? 0) : scoreOf(found);
      if (r % ROWS_BETWEEN_REPORTS === 0) progress(r / matrix.rowCount);
    }
    progress(1);
    return raw;
  };
}
