import { copyRows, type FeatureMatrix, type Progress } from '../matrix.ts';
import { averagePathLength, type Forest } from './forest.ts';

/** Rows that are taken through one tree after another, so that the tree's nodes stay in the cache. */
const BLOCK_ROWS = 2048;

/** 2^(−E[h]/c(ψ)) of each row: near 1 anomalous, well under ½ normal (Liu, Ting and Zhou 2008, equation 2). */
export function forestScores(
  matrix: FeatureMatrix,
  fill: Float64Array,
  forest: Forest,
  progress: Progress,
): Float64Array {
  const width = matrix.columns.length;
  const scores = new Float64Array(matrix.rowCount);
  const block = new Float64Array(Math.min(BLOCK_ROWS, matrix.rowCount) * width);
  // A forest of single rows (ψ = 1) has c = 0: every path is 0 long and every row scores ½.
  const norm = averagePathLength(forest.sampleSize) * forest.roots.length;
  for (let from = 0; from < matrix.rowCount; from += BLOCK_ROWS) {
    const to = Math.min(from + BLOCK_ROWS, matrix.rowCount);
    copyRows(matrix, fill, from, to, block);
    const paths = scores.subarray(from, to);
    for (const root of forest.roots) addPathLengths(forest, root, block, width, paths);
    for (let i = 0; i < paths.length; i += 1) {
      paths[i] = norm === 0 ? 0.5 : 2 ** (-(paths[i] ?? 0) / norm);
    }
    progress(to / matrix.rowCount);
  }
  return scores;
}

function addPathLengths(
  { column, cut, right }: Forest,
  root: number,
  block: Float64Array,
  width: number,
  paths: Float64Array,
): void {
  for (let row = 0, start = 0; row < paths.length; row += 1, start += width) {
    let node = root;
    let test = column[node] ?? -1;
    while (test >= 0) {
      node = (block[start + test] ?? 0) <= (cut[node] ?? 0) ? node + 1 : (right[node] ?? 0);
      test = column[node] ?? -1;
    }
    paths[row] = (paths[row] ?? 0) + (cut[node] ?? 0);
  }
}
