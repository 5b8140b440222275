import { LARGEST_DISTANCE, robustDistance, type Baseline } from '../baseline.ts';
import { randomStream } from '../random.ts';

/** Robust distances from the median that the unit interval of a column reaches to either side. */
const REACH = 5;

/** What the trees are grown with; see the catalogue for the ranges. */
export interface HalfSpaceSize {
  readonly trees: number;
  /** Cuts from the root to a leaf (h). */
  readonly depth: number;
}

/**
 * Perfect binary trees of half-spaces. Inner node i of a tree tests `column[i]` against `cut[i]` (left is value < cut);
 * its children are 2i + 1 and 2i + 2. The inner nodes of all trees stand one tree after another.
 */
export interface HalfSpaceTrees extends HalfSpaceSize {
  readonly column: Int16Array;
  /** In units of the workspace: 0 and 1 are REACH robust distances below and above the median. */
  readonly cut: Float64Array;
}

/** Nodes of one tree: 2^(h+1) − 1; of these 2^h − 1 are inner nodes. */
export function nodesOfTree(depth: number): number {
  return 2 ** (depth + 1) - 1;
}

/**
 * Grows half-space trees without looking at data (Tan, Ting and Liu 2011, algorithm 1): each tree draws a centre in [0, 1)
 * for each column and a workspace around it that holds [0, 1]; each node halves the space of a column drawn at random.
 */
export function growHalfSpaceTrees(size: HalfSpaceSize, width: number, seed: number): HalfSpaceTrees {
  const inner = 2 ** size.depth - 1;
  const column = new Int16Array(size.trees * inner);
  const cut = new Float64Array(size.trees * inner);
  for (let tree = 0; tree < size.trees; tree += 1) {
    const random = randomStream(seed, tree);
    const centre = Array.from({ length: width }, random);
    const reach = centre.map((value) => 2 * Math.max(value, 1 - value));
    const low = centre.map((value, c) => value - (reach[c] ?? 0));
    const high = centre.map((value, c) => value + (reach[c] ?? 0));
    const halve = (node: number): void => {
      if (node >= inner) return;
      const c = Math.floor(random() * width);
      const bottom = low[c] ?? 0;
      const top = high[c] ?? 0;
      const middle = (bottom + top) / 2;
      column[tree * inner + node] = c;
      cut[tree * inner + node] = middle;
      high[c] = middle;
      halve(2 * node + 1);
      high[c] = top;
      low[c] = middle;
      halve(2 * node + 2);
      low[c] = bottom;
    };
    halve(0);
  }
  return { ...size, column, cut };
}

/** Where the trees read a row: `target[c]` in workspace units, a missing value at the median, ½. */
export function placeRow(row: ArrayLike<number>, baseline: Baseline, target: Float64Array): void {
  for (let c = 0; c < target.length; c += 1) {
    const value = row[c] ?? Number.NaN;
    const median = baseline.medians[c] ?? 0;
    const distance = robustDistance(value, median, baseline.scales[c] ?? 0);
    target[c] = 0.5 + ((value < median ? -1 : 1) * distance) / (2 * REACH);
  }
}

/** The nodes that a placed row comes through, root first: `trees` × (depth + 1) numbers, counted over all trees. */
export function pathOf(trees: HalfSpaceTrees, placed: Float64Array, target: Int32Array): void {
  const inner = 2 ** trees.depth - 1;
  const nodes = nodesOfTree(trees.depth);
  let at = 0;
  for (let tree = 0; tree < trees.trees; tree += 1) {
    let node = 0;
    for (let depth = 0; depth < trees.depth; depth += 1) {
      target[at] = tree * nodes + node;
      at += 1;
      const test = tree * inner + node;
      node = 2 * node + ((placed[trees.column[test] ?? 0] ?? 0) < (trees.cut[test] ?? 0) ? 1 : 2);
    }
    target[at] = tree * nodes + node;
    at += 1;
  }
}

/**
 * Raw score of a row from the masses on its path: 1 / mean density, at most LARGEST_DISTANCE. The density of a tree is the
 * augmented mass of the paper (m · 2^depth at the first node of at most `sizeLimit` rows, or at the leaf) per row of a
 * window, so a row where the window is as dense as in an even workspace has the raw score 1.
 */
export function rawScoreOf(
  { trees, depth }: HalfSpaceSize,
  path: Int32Array,
  mass: Int16Array,
  windowRows: number,
): number {
  const sizeLimit = 0.1 * windowRows;
  let sum = 0;
  for (let tree = 0; tree < trees; tree += 1) {
    for (let level = 0; level <= depth; level += 1) {
      const rows = mass[path[tree * (depth + 1) + level] ?? 0] ?? 0;
      if (rows > sizeLimit && level < depth) continue;
      sum += rows * 2 ** level;
      break;
    }
  }
  return Math.min((trees * windowRows) / sum, LARGEST_DISTANCE);
}
