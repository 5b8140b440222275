import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { algorithmCatalogue } from '../../algorithm-catalogue/catalogue.ts';
import { trialModelFile } from '../../storage/index.ts';
import { discardDraft, draftFolder, moveIntoPlace } from '../files/draft.ts';
import { JobTaken } from '../jobs/completion.ts';
import { isTenantGone } from '../jobs/hold-tenant.ts';
import { persistently } from '../jobs/persistently.ts';
import type { ClaimedJob } from '../jobs/queue.ts';
import type { Workshop } from '../jobs/workshop.ts';
import type { AutomlPayload } from '../protocol.ts';
import { timeLimit } from '../../plane/time-limit.ts';
import { TaskCancelled } from '../worker/cancellation.ts';
import { MODEL_DRAFT, TaskRefused, type CandidateTask, type TaskOptions } from '../worker/tasks.ts';
import { proposeTrial, type Proposal, type TriedProposal } from './proposal.ts';
import { AutomlRecords, type StoppedBy, type TrialEnd } from './records.ts';

/** Rows held out of each trial's training, to measure it on. */
const HOLDOUT = 0.3;

/**
 * Tries candidates until the budget of trials or seconds is used up, or nothing new can be drawn. The seconds run from
 * the run's first start; the trial that is under way when they end is stopped and does not count. The model of the best
 * trial so far is kept. A second attempt goes on after the trials that the first has finished.
 */
export async function runAutoml(
  workshop: Workshop,
  job: ClaimedJob,
  payload: AutomlPayload,
  options: TaskOptions,
): Promise<void> {
  const { dataFolder, database, completion } = workshop;
  const records = new AutomlRecords(database, job, payload);
  const { startedAt, tried, bestPosition } = await persistently(() => records.soFar());
  const space = algorithmCatalogue.filter(({ id }) => payload.algorithms.includes(id));
  const modelOf = (position: number) => trialModelFile(dataFolder, job.tenantId, payload.runId, position);
  const deadline = startedAt.getTime() + payload.seconds * 1000;
  let best = bestPosition;
  let stoppedBy: StoppedBy = 'trials';
  while (tried.length < payload.trials) {
    const remaining = deadline - Date.now();
    const proposal = remaining > 0 ? proposeTrial(space, payload.seed, tried) : null;
    if (proposal === null) {
      stoppedBy = remaining > 0 ? 'space' : 'seconds';
      break;
    }
    const position = tried.length + 1;
    const draft = join(draftFolder(dataFolder, job.tenantId, job.id), String(position));
    const end = await attempt(workshop, job, payload, { proposal, draft, remaining, options });
    if (end === null) {
      stoppedBy = 'seconds';
      break;
    }
    const isBest = 'value' in end && end.value > bestValue(tried);
    // The model first, then the row that makes it the best; without the row the next attempt puts the same model there.
    if (isBest) await moveIntoPlace(join(draft, MODEL_DRAFT), modelOf(position));
    await discardDraft(draft);
    await persistently(() => records.trial(position, proposal, end, isBest));
    if (isBest) {
      if (best !== null) await rm(modelOf(best), { force: true });
      best = position;
    }
    tried.push({ ...proposal, value: 'value' in end ? end.value : null });
    options.onProgress?.(tried.length / payload.trials);
  }
  if (best === null) throw new TaskRefused('invalid', 'no trial succeeded within the budget');
  await persistently(() =>
    completion.completed(job, { version: null, detectionId: null }, (trx) =>
      records.complete(trx, stoppedBy),
    ),
  );
}

function bestValue(tried: readonly TriedProposal[]): number {
  return tried.reduce(
    (best, { value }) => (value === null ? best : Math.max(best, value)),
    Number.NEGATIVE_INFINITY,
  );
}

interface Attempt {
  readonly proposal: Proposal;
  readonly draft: string;
  /** Milliseconds until the budget of seconds is used up. */
  readonly remaining: number;
  readonly options: TaskOptions;
}

/**
 * One trial; null where the budget of seconds ended it. Rejects where the job itself is not wanted any more, with JobTaken
 * where it went with its tenant.
 */
async function attempt(
  { pool, dataFolder, database, logger }: Workshop,
  { id, tenantId }: ClaimedJob,
  payload: AutomlPayload,
  { proposal, draft, remaining, options }: Attempt,
): Promise<TrialEnd | null> {
  const limit = timeLimit(remaining, options.signal);
  const task: CandidateTask = {
    kind: 'candidate',
    dataFolder,
    tenantId,
    draft,
    datasetId: payload.datasetId,
    columns: payload.columns,
    labelColumn: payload.labelColumn,
    holdout: HOLDOUT,
    splitSeed: payload.seed,
    candidate: { ...proposal, contamination: 'labelled', seed: payload.seed },
  };
  try {
    const { outcome } = await pool.run(task, { signal: limit.signal });
    if (outcome.metrics === null) return { error: 'the rows held out have labels of one class only' };
    return { outcome, value: outcome.metrics[payload.metric] };
  } catch (error) {
    if (error instanceof TaskCancelled) {
      if (options.signal?.aborted === true) throw error;
      await discardDraft(draft);
      return null;
    }
    if (error instanceof TaskRefused) return { error: error.message };
    if (await isTenantGone(database, tenantId)) throw new JobTaken();
    logger.error({ err: error, jobId: id }, 'a trial failed for an internal reason');
    return { error: 'the trial failed for an internal reason' };
  } finally {
    limit.clear();
  }
}
