import type { Progress } from '../algorithms/matrix.ts';
import { qualityOf } from '../algorithms/quality.ts';
import { openSource, readFeatures, readLabels } from '../files/dataset-source.ts';
import { openDraft, writeDraftFile } from '../files/draft.ts';
import type { DetectResponse } from '../protocol.ts';
import { TaskRefused, type DetectTask } from '../worker/tasks.ts';
import { DETECTION_FILES, type DetectionDescription } from './detection-files.ts';
import { loadScorer } from './model-cache.ts';
import { anomalyDetails, rankAnomalies } from './ranking.ts';
import { summariseScores } from './summary.ts';

/** Shares of the progress bar: reading before, ranking and writing after the scoring itself. */
const READ_SHARE = 0.1;
const WRITE_SHARE = 0.1;

/** Scores a whole dataset with a trained version and writes the files of the detection into the draft folder. */
export async function runDetection(task: DetectTask, progress: Progress): Promise<DetectResponse> {
  const { request, draft } = task;
  const started = performance.now();
  progress(0);
  const scorer = await loadScorer(task, request.detectorId, request.version);
  const { model } = scorer;
  const dataset = await openSource(task, request.datasetId);
  if (dataset.rowCount === 0) throw new TaskRefused('invalid', 'the dataset has no rows');
  const matrix = await readFeatures(dataset, model.featureColumns);
  progress(READ_SHARE);
  const scores = scorer.score(matrix, (fraction) =>
    progress(READ_SHARE + fraction * (1 - READ_SHARE - WRITE_SHARE)),
  );
  const anomalies = rankAnomalies(scores, model.threshold);
  const details = anomalyDetails(matrix, model, scores, anomalies);
  const labels = await readLabels(dataset, request.labelColumn);
  const description: DetectionDescription = {
    format: 'assay-detection',
    formatVersion: 1,
    detectorId: request.detectorId,
    version: request.version,
    datasetId: request.datasetId,
    featureColumns: [...model.featureColumns],
    rowCount: matrix.rowCount,
    anomalyCount: anomalies.length,
  };
  progress(1 - WRITE_SHARE / 2);
  await openDraft(draft);
  await writeDraftFile(draft, DETECTION_FILES.scores, scores.score);
  await writeDraftFile(draft, DETECTION_FILES.raw, scores.raw);
  await writeDraftFile(draft, DETECTION_FILES.anomalies, anomalies);
  await writeDraftFile(draft, DETECTION_FILES.details, details);
  await writeDraftFile(draft, DETECTION_FILES.description, JSON.stringify(description));
  return {
    rowCount: matrix.rowCount,
    anomalyCount: anomalies.length,
    threshold: model.threshold,
    ...summariseScores(scores.score),
    metrics: labels === null ? null : qualityOf(scores.score, labels, model.threshold),
    durationMs: performance.now() - started,
  };
}
