import type { HalfSpaceState } from '../algorithms/half-space-trees/file.ts';
import { nodesOfTree } from '../algorithms/half-space-trees/trees.ts';
import type { ModelState } from '../algorithms/model.ts';
import type { SeasonModel } from '../algorithms/seasonal-residual/residuals.ts';

type LaterState = Exclude<
  ModelState,
  { readonly algorithm: 'isolation_forest' | 'local_outlier_factor' | 'robust_zscore' }
>;

/** What of a state does not fit together for a model of `width` feature columns, or null. Looked at before anything is built of it. */
export function laterStateFault(state: LaterState, width: number): string | null {
  switch (state.algorithm) {
    case 'knn': {
      const { rows, own, neighbours } = state.distances;
      const fit =
        rows.values.length === rows.count * width &&
        rows.occurrences.length === rows.count &&
        own.length === rows.count;
      if (!fit) return 'the arrays of the training rows differ in length';
      return rows.count > 0 && neighbours >= 1 && rows.values.every(Number.isFinite) && own.every(isDistance)
        ? null
        : 'the training rows cannot be searched';
    }
    case 'ecod': {
      const { sorted, rows, skewness } = state.tails;
      const fit = sorted.length === rows * width && skewness.length === width;
      return fit && sorted.every(Number.isFinite) ? null : 'the distributions do not fit the feature columns';
    }
    case 'pca': {
      const { columns, vectors, weights } = state.components;
      const fit =
        columns.means.length === width &&
        columns.deviations.length === width &&
        vectors.length === weights.length * width;
      const sound =
        columns.means.every(Number.isFinite) &&
        columns.deviations.every(isDistance) &&
        vectors.every(Number.isFinite) &&
        weights.every((weight) => weight > 0);
      return fit && sound ? null : 'the components do not fit the feature columns';
    }
    case 'seasonal_residual':
      return seasonFault(state.model, width);
    case 'half_space_trees':
      return treeFault(state, width);
  }
}

function seasonFault({ clock, seasons }: SeasonModel, width: number): string | null {
  const sound = seasons.every(
    ({ phases, scale }) => phases.length > 0 && phases.every(Number.isFinite) && isDistance(scale),
  );
  return sound && seasons.length === width - 1 && clock.step > 0
    ? null
    : 'the seasons do not fit the feature columns';
}

function treeFault({ trees, windows }: HalfSpaceState, width: number): string | null {
  const inner = trees.trees * (2 ** trees.depth - 1);
  const nodes = trees.trees * nodesOfTree(trees.depth);
  const fit =
    trees.column.length === inner &&
    trees.cut.length === inner &&
    windows.reference.length === nodes &&
    windows.latest.length === nodes;
  const sound =
    trees.column.every((column) => column >= 0 && column < width) &&
    trees.cut.every(Number.isFinite) &&
    windows.reference.every((mass) => mass >= 0 && mass <= windows.windowRows) &&
    windows.latest.every((mass) => mass >= 0 && mass <= windows.seen) &&
    windows.seen < windows.windowRows;
  return fit && sound ? null : 'the trees and their windows do not fit each other';
}

function isDistance(value: number): boolean {
  return Number.isFinite(value) && value >= 0;
}
