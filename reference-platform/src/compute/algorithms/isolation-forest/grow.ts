import type { FeatureMatrix, Progress } from '../matrix.ts';
import { randomStream } from '../random.ts';
import { identifyRows } from '../row-identity.ts';
import { averagePathLength, ForestBuilder, type Forest } from './forest.ts';
import { sampleRows } from './sample.ts';

/** Size of a forest: `trees`, and the rows that each is grown from. */
export interface ForestSize {
  readonly trees: number;
  readonly sampleSize: number;
}

/**
 * Grows an isolation forest (Liu, Ting and Zhou 2008): each tree parts a sub-sample by cuts drawn
 * uniformly between the least and the greatest value of a column drawn among those not constant in the
 * node, down to depth ⌈log₂ ψ⌉. Missing values take the column's `fill`.
 */
export function growForest(
  matrix: FeatureMatrix,
  fill: Float64Array,
  size: ForestSize,
  seed: number,
  progress: Progress,
): Forest {
  const identities = identifyRows(matrix, fill);
  const sampleSize = Math.min(size.sampleSize, matrix.rowCount);
  const builder = new ForestBuilder();
  for (let tree = 0; tree < size.trees; tree += 1) {
    const rows = sampleRows(identities, seed, tree, sampleSize);
    growTree(builder, gather(matrix, fill, rows), matrix.columns.length, randomStream(seed, tree));
    progress((tree + 1) / size.trees);
  }
  return builder.finish(sampleSize);
}

/** The sampled rows side by side. */
function gather(matrix: FeatureMatrix, fill: Float64Array, rows: Uint32Array): Float64Array {
  const width = matrix.columns.length;
  const sample = new Float64Array(rows.length * width);
  matrix.columns.forEach((column, c) => {
    rows.forEach((row, i) => {
      const value = column[row] ?? Number.NaN;
      sample[i * width + c] = Number.isNaN(value) ? (fill[c] ?? 0) : value;
    });
  });
  return sample;
}

function growTree(builder: ForestBuilder, sample: Float64Array, width: number, random: () => number): void {
  const members = Int32Array.from({ length: sample.length / width }, (_, i) => i);
  const depthLimit = Math.ceil(Math.log2(Math.max(members.length, 2)));
  const columns = Int32Array.from({ length: width }, (_, c) => c);
  const valueOf = (member: number, column: number): number =>
    sample[(members[member] ?? 0) * width + column] ?? 0;

  const grow = (from: number, to: number, depth: number): void => {
    const cut = depth < depthLimit && to - from > 1 ? drawCut(from, to) : null;
    if (cut === null) {
      builder.add(-1, depth + averagePathLength(to - from));
      return;
    }
    const node = builder.add(cut.column, cut.value);
    const middle = part(from, to, cut.column, cut.value);
    grow(from, middle, depth + 1);
    builder.turnRight(node);
    grow(middle, to, depth + 1);
  };

  /** Draws columns without replacement until one is not constant; null if all are. */
  const drawCut = (from: number, to: number): { column: number; value: number } | null => {
    for (let left = width; left > 0; left -= 1) {
      const pick = Math.floor(random() * left);
      const column = columns[pick] ?? 0;
      columns[pick] = columns[left - 1] ?? 0;
      columns[left - 1] = column;
      let least = valueOf(from, column);
      let greatest = least;
      for (let i = from + 1; i < to; i += 1) {
        const value = valueOf(i, column);
        if (value < least) least = value;
        else if (value > greatest) greatest = value;
      }
      if (least < greatest) return { column, value: between(least, greatest, random()) };
    }
    return null;
  };

  /** Moves members with value ≤ cut to the front of from..to and returns where the others start. */
  const part = (from: number, to: number, column: number, cut: number): number => {
    let middle = from;
    for (let i = from; i < to; i += 1) {
      if (valueOf(i, column) <= cut) {
        const member = members[i] ?? 0;
        members[i] = members[middle] ?? 0;
        members[middle] = member;
        middle += 1;
      }
    }
    return middle;
  };

  builder.startTree();
  grow(0, members.length, 0);
}

/** A value in [least, greatest): never the greatest, so that neither side of the cut is empty. */
function between(least: number, greatest: number, share: number): number {
  const value = least * (1 - share) + greatest * share;
  return value >= least && value < greatest ? value : least;
}
