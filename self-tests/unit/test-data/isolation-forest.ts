import type { Random } from '../../../test-data/random.ts';

type Tree = { size: number } | { feature: number; split: number; below: Tree; above: Tree };

const EULER = 0.5772156649;

/**
 * A plain isolation forest (Liu, Ting and Zhou, 2008), written apart from any target: 100 trees, 256 rows each.
 * Gives one score a row, higher for an anomaly.
 */
export function isolationForestScores(rows: readonly number[][], random: Random): number[] {
  const sampleSize = Math.min(256, rows.length);
  const depth = Math.ceil(Math.log2(sampleSize));
  const trees = Array.from({ length: 100 }, () =>
    grow(random.shuffled(rows).slice(0, sampleSize), depth, random),
  );
  return rows.map((row) => {
    const mean = trees.reduce((sum, tree) => sum + pathLength(tree, row), 0) / trees.length;
    return 2 ** (-mean / unsuccessfulSearch(sampleSize));
  });
}

function grow(rows: readonly number[][], depth: number, random: Random): Tree {
  const feature = random.integer(0, (rows[0]?.length ?? 1) - 1);
  const values = rows.map((row) => row[feature] ?? 0);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (depth === 0 || rows.length <= 1 || low === high) return { size: rows.length };
  const split = low + (high - low) * random.uniform();
  return {
    feature,
    split,
    below: grow(
      rows.filter((row) => (row[feature] ?? 0) < split),
      depth - 1,
      random,
    ),
    above: grow(
      rows.filter((row) => (row[feature] ?? 0) >= split),
      depth - 1,
      random,
    ),
  };
}

function pathLength(tree: Tree, row: readonly number[]): number {
  if ('size' in tree) return unsuccessfulSearch(tree.size);
  return 1 + pathLength((row[tree.feature] ?? 0) < tree.split ? tree.below : tree.above, row);
}

/** c(n): the mean path length of an unsuccessful search in a binary search tree of n nodes. */
function unsuccessfulSearch(n: number): number {
  if (n <= 1) return 0;
  if (n === 2) return 1;
  return 2 * (Math.log(n - 1) + EULER) - (2 * (n - 1)) / n;
}
