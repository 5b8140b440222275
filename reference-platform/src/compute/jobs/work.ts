import { join } from 'node:path';
import { detectionFolder, modelFile } from '../../storage/index.ts';
import { runAutoml } from '../automl/run-automl.ts';
import { runExperiment } from '../experiments/run-experiment.ts';
import { runEvaluation } from '../lifecycle/run-evaluation.ts';
import { discardDraft, draftFolder, moveIntoPlace, takeBack } from '../files/draft.ts';
import { runErasure } from '../privacy/run-erasure.ts';
import { runExport } from '../privacy/run-export.ts';
import type { DetectionPayload, TrainingPayload } from '../protocol.ts';
import { MODEL_DRAFT, type TaskOptions } from '../worker/tasks.ts';
import { persistently } from './persistently.ts';
import type { ClaimedJob } from './queue.ts';
import type { Workshop } from './workshop.ts';

/** Does the work of a job in a worker thread and writes its end; on any error nothing of it is left in place. */
export async function doWork(workshop: Workshop, job: ClaimedJob, options: TaskOptions): Promise<void> {
  const { payload } = job;
  switch (payload.kind) {
    case 'training':
      return trainDetector(workshop, job, payload, options);
    case 'detection':
      return detectAnomalies(workshop, job, payload, options);
    case 'evaluation':
      return runEvaluation(workshop, job, payload, options);
    case 'experiment':
      return runExperiment(workshop, job, payload, options);
    case 'automl':
      return runAutoml(workshop, job, payload, options);
    case 'export':
      return runExport(workshop, job, payload, options);
    case 'erasure':
      return runErasure(workshop, job, payload, options);
  }
}

async function trainDetector(
  { pool, completion, dataFolder }: Workshop,
  job: ClaimedJob,
  payload: TrainingPayload,
  options: TaskOptions,
): Promise<void> {
  const { tenantId } = job;
  const draft = draftFolder(dataFolder, tenantId, job.id);
  const version = await completion.nextVersion(job, payload.detectorId);
  const result = await pool.run({ kind: 'train', dataFolder, tenantId, draft, payload }, options);
  const target = modelFile(dataFolder, tenantId, payload.detectorId, version);
  await place(join(draft, MODEL_DRAFT), draft, target, () =>
    persistently(() => completion.training(job, payload, version, result)),
  );
}

async function detectAnomalies(
  { pool, completion, dataFolder }: Workshop,
  job: ClaimedJob,
  payload: DetectionPayload,
  options: TaskOptions,
): Promise<void> {
  const { tenantId } = job;
  const draft = draftFolder(dataFolder, tenantId, job.id);
  const { detectionId, detectorId, datasetId, labelColumn } = payload;
  const request = { detectionId, detectorId, version: payload.version, datasetId, labelColumn };
  const result = await pool.run({ kind: 'detect', dataFolder, tenantId, draft, request }, options);
  await place(draft, draft, detectionFolder(dataFolder, tenantId, detectionId), () =>
    persistently(() => completion.detection(job, payload, result)),
  );
}

/** Files first, then the rows that make them known; without the rows the files go again. */
async function place(
  from: string,
  draft: string,
  target: string,
  commit: () => Promise<void>,
): Promise<void> {
  await moveIntoPlace(from, target);
  await discardDraft(draft);
  try {
    await commit();
  } catch (error) {
    await takeBack(target);
    throw error;
  }
}
