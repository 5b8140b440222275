import type { Progress } from '../algorithms/matrix.ts';
import { rankingMetrics } from '../analytics/ranking-metrics.ts';
import { openSource, readFeatures, readNumbers } from '../files/dataset-source.ts';
import { loadScorer } from '../scoring/model-cache.ts';
import { TaskRefused, type EvaluateTask } from '../worker/tasks.ts';
import type { EvaluationFigures } from './protocol.ts';

/** Share of the progress bar that reading takes; the rest is the scoring. */
const READ_SHARE = 0.2;

/** Scores a labelled dataset by a version and measures it. Refuses where the labels are not of both classes. */
export async function evaluateVersion(task: EvaluateTask, progress: Progress): Promise<EvaluationFigures> {
  const { detectorId, version, datasetId, labelColumn } = task.request;
  const started = performance.now();
  progress(0);
  const scorer = await loadScorer(task, detectorId, version);
  const { model } = scorer;
  const dataset = await openSource(task, datasetId);
  const labels = await readNumbers(dataset, labelColumn, '/datasetId');
  const matrix = await readFeatures(dataset, model.featureColumns);
  progress(READ_SHARE);
  const scores = scorer.score(matrix, (fraction) => progress(READ_SHARE + fraction * (1 - READ_SHARE)));
  const figures = rankingMetrics(scores.score, labels, model.threshold);
  if (figures === null) {
    const reason = 'the label column needs rows of both classes, 0 and 1';
    throw new TaskRefused('invalid', reason, '/datasetId');
  }
  return {
    rowCount: dataset.rowCount,
    labelledRows: Object.values<number>({ ...figures.confusion }).reduce((sum, rows) => sum + rows, 0),
    threshold: model.threshold,
    ...figures,
    durationMs: performance.now() - started,
  };
}
