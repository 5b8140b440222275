import type { Progress } from '../algorithms/matrix.ts';
import { serialiseModel } from '../algorithms/model-file.ts';
import { qualityOf } from '../algorithms/quality.ts';
import { train } from '../algorithms/train.ts';
import { openSource, readFeatures, readLabels } from '../files/dataset-source.ts';
import { openDraft, writeDraftFile } from '../files/draft.ts';
import { MODEL_DRAFT, TaskRefused, type TrainResult, type TrainTask } from '../worker/tasks.ts';

/** Shares of the progress bar: reading the columns before, writing the model after the training itself. */
const READ_SHARE = 0.05;
const WRITE_SHARE = 0.05;

/** Trains a detector on a dataset and writes its model into the draft folder. */
export async function runTraining(task: TrainTask, progress: Progress): Promise<TrainResult> {
  const { payload } = task;
  const started = performance.now();
  progress(0);
  const dataset = await openSource(task, payload.datasetId);
  if (dataset.rowCount === 0) throw new TaskRefused('invalid', 'the dataset has no rows');
  const matrix = await readFeatures(dataset, payload.columns);
  progress(READ_SHARE);
  const { model, scores } = train(
    {
      algorithm: payload.algorithm,
      parameters: payload.parameters,
      contamination: payload.contamination,
      seed: payload.seed,
      featureColumns: payload.columns,
      matrix,
    },
    (fraction) => progress(READ_SHARE + fraction * (1 - READ_SHARE - WRITE_SHARE)),
  );
  const labels = await readLabels(dataset, payload.labelColumn);
  const metrics = labels === null ? null : qualityOf(scores.score, labels, model.threshold);
  const text = serialiseModel(model);
  progress(1 - WRITE_SHARE / 2);
  await openDraft(task.draft);
  await writeDraftFile(task.draft, MODEL_DRAFT, text);
  return {
    trainedRows: model.trainedRows,
    threshold: model.threshold,
    trainingMs: performance.now() - started,
    metrics,
    // The file is ASCII but for column names, so its bytes are not its characters.
    modelBytes: Buffer.byteLength(text),
  };
}
