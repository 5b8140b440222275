import type { TrainedModel } from '../algorithms/model.ts';
import type { ReferenceColumn } from '../algorithms/reference.ts';
import { noProgress } from '../algorithms/matrix.ts';
import { scorerOf } from '../algorithms/score.ts';
import { laterStateFault } from './state-soundness.ts';

/**
 * What is wrong with a model that came from outside although its file is well-formed, or null: parts that do not fit
 * each other, a tree that would be walked for ever, scores that are no scores.
 */
export function modelFault(model: TrainedModel): string | null {
  const width = model.featureColumns.length;
  if (model.baseline.medians.length !== width || model.baseline.scales.length !== width) {
    return 'the baseline does not have one entry a feature column';
  }
  if (![...model.baseline.medians, ...model.baseline.scales].every(Number.isFinite)) {
    return 'the baseline holds what is no number';
  }
  return stateFault(model) ?? referenceFault(model) ?? scoreFault(model);
}

function stateFault({ state, featureColumns }: TrainedModel): string | null {
  if (state.algorithm === 'isolation_forest') {
    const { roots, column, cut, right } = state.forest;
    const nodes = column.length;
    if (cut.length !== nodes || right.length !== nodes) return 'the forest’s arrays differ in length';
    if (roots.length === 0 || !roots.every((root) => root >= 0 && root < nodes)) {
      return 'a tree has no root';
    }
    // Children lie after their parent, so that each path ends.
    const sound = column.every(
      (test, node) =>
        Number.isFinite(cut[node]) &&
        (test === -1 ||
          (test >= 0 &&
            test < featureColumns.length &&
            (right[node] ?? 0) > node + 1 &&
            (right[node] ?? 0) < nodes)),
    );
    return sound ? null : 'a node of the forest leads nowhere';
  }
  if (state.algorithm === 'local_outlier_factor') {
    const { rows, kDistance, density, factor, neighbours } = state.density;
    const lengths = [rows.occurrences, kDistance, density, factor].map(({ length }) => length);
    if (rows.values.length !== rows.count * rows.width || !lengths.every((length) => length === rows.count)) {
      return 'the arrays of the training rows differ in length';
    }
    if (rows.count === 0 || neighbours < 1 || !rows.values.every(Number.isFinite)) {
      return 'the training rows cannot be searched';
    }
    return null;
  }
  return state.algorithm === 'robust_zscore' ? null : laterStateFault(state, featureColumns.length);
}

function referenceFault({ reference, featureColumns }: TrainedModel): string | null {
  if (reference === null) return null;
  const columns: readonly ReferenceColumn[] = [...reference.features, reference.scores];
  const sound = columns.every(
    ({ edges, counts, sample }) =>
      counts.length === edges.length + 1 && isAscending(edges) && isAscending(sample),
  );
  return sound && reference.features.length === featureColumns.length
    ? null
    : 'the reference distributions do not fit the feature columns';
}

/** Scores of a typical row, of a far one and of one without any value must lie on the scale. */
function scoreFault(model: TrainedModel): string | null {
  const far = model.baseline.medians.map((median, c) => median + 10 * (model.baseline.scales[c] ?? 0) + 1);
  const columns = Array.from(model.baseline.medians, (median, c) =>
    Float64Array.of(median, far[c] ?? 0, Number.NaN),
  );
  try {
    const { score } = scorerOf(model).score({ rowCount: 3, columns }, noProgress);
    return score.length === 3 && score.every((value) => value >= 0 && value <= 1)
      ? null
      : 'the model does not score on the scale from 0 to 1';
  } catch {
    return 'the model cannot score';
  }
}

function isAscending(values: Float64Array): boolean {
  return values.every((value, i) => Number.isFinite(value) && (i === 0 || value >= (values[i - 1] ?? 0)));
}
