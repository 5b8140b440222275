import { algorithmById } from '../../algorithm-catalogue/catalogue.ts';
import type { FeatureMatrix, Progress } from '../algorithms/matrix.ts';
import { serialiseModel } from '../algorithms/model-file.ts';
import { scorerOf } from '../algorithms/score.ts';
import { train } from '../algorithms/train.ts';
import { rankingMetrics } from '../analytics/ranking-metrics.ts';
import { openSource, readFeatures, readLabels } from '../files/dataset-source.ts';
import { openDraft, writeDraftFile } from '../files/draft.ts';
import type { CandidateMetrics } from '../protocol.ts';
import { MODEL_DRAFT, TaskRefused, type CandidateResult, type CandidateTask } from '../worker/tasks.ts';
import { rowsOf, splitRows, valuesOf } from './holdout.ts';

/** Shares of the progress bar: reading before, scoring after the training. */
const READ_SHARE = 0.05;
const SCORE_SHARE = 0.15;

/** A threshold of the training scores needs some rows above it, and most below. */
const LEAST_CONTAMINATION = 0.001;
const MOST_CONTAMINATION = 0.5;

/** Trains a candidate on the rows not held out and measures it on the others; refuses where it cannot be trained. */
export async function measureCandidate(task: CandidateTask, progress: Progress): Promise<CandidateResult> {
  const { candidate, columns } = task;
  progress(0);
  const dataset = await openSource(task, task.datasetId);
  const matrix = await readFeatures(dataset, columns);
  const labels = await readLabels(dataset, task.labelColumn);
  const split = splitRows(matrix, labels, task.holdout, task.splitSeed);
  const training = rowsOf(matrix, split.training);
  const holdout = rowsOf(matrix, split.holdout);
  requireEnoughRows(candidate.algorithm, training, holdout);
  progress(READ_SHARE);

  const trainingStarted = performance.now();
  const contamination =
    candidate.contamination === 'labelled'
      ? labelledShare(labels === null ? null : valuesOf(labels, split.training))
      : candidate.contamination;
  const { model } = train(
    { ...candidate, contamination, featureColumns: columns, matrix: training },
    (fraction) => progress(READ_SHARE + fraction * (1 - READ_SHARE - SCORE_SHARE)),
  );
  const scoringStarted = performance.now();
  const { score } = scorerOf(model).score(holdout, (fraction) =>
    progress(1 - SCORE_SHARE + fraction * SCORE_SHARE),
  );
  const scoringMs = performance.now() - scoringStarted;

  const text = serialiseModel(model);
  if (task.draft !== null) {
    await openDraft(task.draft);
    await writeDraftFile(task.draft, MODEL_DRAFT, text);
  }
  const heldLabels = labels === null ? null : valuesOf(labels, split.holdout);
  const flagged = score.reduce((count, value) => count + (value > model.threshold ? 1 : 0), 0);
  return {
    outcome: {
      trainedRows: training.rowCount,
      holdoutRows: holdout.rowCount,
      contamination,
      threshold: model.threshold,
      flaggedShare: flagged / holdout.rowCount,
      metrics: heldLabels === null ? null : metricsOf(score, heldLabels, model.threshold),
      trainingMs: scoringStarted - trainingStarted,
      scoringMs,
      modelBytes: Buffer.byteLength(text),
    },
    scores: score,
    labels: heldLabels,
  };
}

/** Share of anomalies among the rows with a label, within what a contamination can be. */
function labelledShare(labels: Float64Array | null): number {
  const known = labels?.filter((label) => !Number.isNaN(label)) ?? new Float64Array();
  const anomalies = known.reduce((sum, label) => sum + label, 0);
  return Math.min(MOST_CONTAMINATION, Math.max(LEAST_CONTAMINATION, anomalies / Math.max(1, known.length)));
}

function metricsOf(scores: Float64Array, labels: Float64Array, threshold: number): CandidateMetrics | null {
  const figures = rankingMetrics(scores, labels, threshold);
  if (figures === null) return null;
  const { rocAuc, averagePrecision, precision, recall, f1 } = figures;
  return { rocAuc, averagePrecision, precision, recall, f1 };
}

function requireEnoughRows(algorithm: string, training: FeatureMatrix, holdout: FeatureMatrix): void {
  if (training.rowCount === 0 || holdout.rowCount === 0) {
    throw new TaskRefused('invalid', 'the dataset has too few rows to hold some of them out');
  }
  const most = algorithmById(algorithm)?.maximumRows ?? null;
  if (most !== null && training.rowCount > most) {
    throw new TaskRefused(
      'invalid',
      `the algorithm takes at most ${most} rows, the training part has ${training.rowCount}`,
    );
  }
}
