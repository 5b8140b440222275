import type { Progress } from '../algorithms/matrix.ts';
import type { Reference, ReferenceColumn } from '../algorithms/reference.ts';
import { quantileOfSorted, sortedPresent } from '../algorithms/statistics.ts';
import {
  countInBins,
  kolmogorovProbability,
  kolmogorovSmirnov,
  populationStabilityIndex,
  sampleOfReference,
} from '../analytics/drift.ts';
import { openSource, readFeatures } from '../files/dataset-source.ts';
import { loadScorer } from '../scoring/model-cache.ts';
import { TaskRefused, type DriftTask } from '../worker/tasks.ts';
import type { DriftResponse, DriftVerdict } from './protocol.ts';

/** Most rows that are compared: of a longer dataset every so-manieth, which finds the same shifts. */
const COMPARED_ROWS = 50_000;
/** Under the first a population is stable, from the second on it has changed (Siddiqi 2006). */
const MODERATE_PSI = 0.1;
const SEVERE_PSI = 0.25;
/** Probability that data without any drift are called drifted, over all columns and the scores together. */
const SIGNIFICANCE = 0.01;

type Shift = Omit<DriftResponse['scores'], 'anomalyShareBefore' | 'anomalyShareNow'>;

/**
 * Compares a dataset with the training data of a version, column by column and by the scores. A shift counts where its
 * index is large and chance does not explain it (Kolmogorov–Smirnov, the significance shared out after Bonferroni).
 */
export async function measureDrift(task: DriftTask, progress: Progress): Promise<DriftResponse> {
  const { detectorId, version, datasetId } = task.request;
  const scorer = await loadScorer(task, detectorId, version);
  const { model } = scorer;
  if (model.reference === null) {
    const reason = 'the version was trained before training data were kept to compare with; train it again';
    throw new TaskRefused('conflict', reason);
  }
  const dataset = await openSource(task, datasetId);
  const whole = await readFeatures(dataset, model.featureColumns);
  const columns = whole.columns.map(evenRows);
  const rowCount = Math.min(whole.rowCount, COMPARED_ROWS);
  const scores = scorer.score({ rowCount, columns }, progress).score;
  // The time of a series moves on and is no drift.
  const first = model.state.algorithm === 'seasonal_residual' ? 1 : 0;
  const pValue = SIGNIFICANCE / (columns.length - first + 1);
  const features = columns
    .slice(first)
    .map((column, c) =>
      featureShift(
        model.featureColumns[first + c] ?? '',
        column,
        referenceAt(model.reference, first + c),
        pValue,
      ),
    );
  const shift = shiftOf(scores, model.reference.scores, pValue);
  return {
    rowCount,
    trainedRows: model.trainedRows,
    verdict: worst([...features, shift].map(({ verdict }) => verdict)),
    thresholds: {
      moderatePsi: MODERATE_PSI,
      severePsi: SEVERE_PSI,
      significance: SIGNIFICANCE,
      pValue,
    },
    features,
    scores: {
      ...shift,
      anomalyShareBefore: model.contamination,
      anomalyShareNow: scores.reduce((sum, value) => sum + (value > model.threshold ? 1 : 0), 0) / rowCount,
    },
  };
}

function referenceAt(reference: Reference | null, column: number): ReferenceColumn {
  const found = reference?.features[column];
  if (found === undefined) throw new Error('a model has a reference for each of its feature columns');
  return found;
}

function featureShift(
  column: string,
  values: Float64Array,
  reference: ReferenceColumn,
  pValue: number,
): DriftResponse['features'][number] {
  const before = reference.counts.reduce((sum, rows) => sum + rows, 0) + reference.missing;
  const missing = values.reduce((sum, value) => sum + (Number.isNaN(value) ? 1 : 0), 0);
  return {
    column,
    ...shiftOf(values, reference, pValue),
    missingBefore: reference.missing / before,
    missingNow: missing / values.length,
  };
}

function shiftOf(values: Float64Array, reference: ReferenceColumn, significant: number): Shift {
  const now = countInBins(values, reference.edges);
  // A bin for missing values, but not where there never were any.
  const missing = reference.missing + now.missing > 0 ? [[reference.missing], [now.missing]] : [[], []];
  const psi = populationStabilityIndex(
    [...reference.counts, ...(missing[0] ?? [])],
    [...now.counts, ...(missing[1] ?? [])],
  );
  const sample = sampleOfReference(reference);
  const sorted = sortedPresent(values);
  const missingShare = now.missing / values.length;
  const ks = kolmogorovSmirnov(sample, { sorted, missingShare, size: values.length });
  const pValue = kolmogorovProbability(ks, sample.size, values.length);
  return {
    psi,
    ks,
    pValue,
    verdict: pValue < significant ? verdictOf(psi) : 'none',
    medianBefore: medianOf(sample.sorted),
    medianNow: medianOf(sorted),
    bins: binsOf(reference, now.counts),
  };
}

function verdictOf(psi: number): DriftVerdict {
  if (psi >= SEVERE_PSI) return 'severe';
  return psi >= MODERATE_PSI ? 'moderate' : 'none';
}

function worst(verdicts: readonly DriftVerdict[]): DriftVerdict {
  if (verdicts.includes('severe')) return 'severe';
  return verdicts.includes('moderate') ? 'moderate' : 'none';
}

function binsOf({ edges, counts }: ReferenceColumn, now: Uint32Array): Shift['bins'] {
  const before = Math.max(
    1,
    counts.reduce((sum, rows) => sum + rows, 0),
  );
  const after = Math.max(
    1,
    now.reduce((sum, rows) => sum + rows, 0),
  );
  return Array.from(counts, (rows, bin) => ({
    from: edges[bin - 1] ?? null,
    to: edges[bin] ?? null,
    before: rows / before,
    now: (now[bin] ?? 0) / after,
  }));
}

function medianOf(sorted: Float64Array): number | null {
  return sorted.length === 0 ? null : quantileOfSorted(sorted, 0.5);
}

function evenRows(column: Float64Array): Float64Array {
  if (column.length <= COMPARED_ROWS) return column;
  return Float64Array.from(
    { length: COMPARED_ROWS },
    (_, i) => column[Math.floor((i * column.length) / COMPARED_ROWS)] ?? Number.NaN,
  );
}
