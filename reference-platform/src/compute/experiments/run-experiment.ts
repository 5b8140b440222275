import type { ClaimedJob } from '../jobs/queue.ts';
import { JobTaken } from '../jobs/completion.ts';
import { isTenantGone } from '../jobs/hold-tenant.ts';
import { persistently } from '../jobs/persistently.ts';
import type { Workshop } from '../jobs/workshop.ts';
import type { ExperimentPayload } from '../protocol.ts';
import { TaskCancelled } from '../worker/cancellation.ts';
import { TaskRefused, type CandidateResult, type CompareTask, type TaskOptions } from '../worker/tasks.ts';
import { ExperimentRecords } from './records.ts';

/**
 * Measures the candidates of an experiment one after the other, each in a worker thread, and compares those that
 * could be measured. A candidate that fails does not fail the others. A second attempt begins from the first candidate.
 */
export async function runExperiment(
  workshop: Workshop,
  job: ClaimedJob,
  payload: ExperimentPayload,
  options: TaskOptions,
): Promise<void> {
  const records = new ExperimentRecords(workshop.database, job, payload);
  await persistently(() => records.begin());
  const steps = payload.candidates.length + 1;
  const measured: CompareTask['candidates'][number][] = [];
  let labels: Float64Array | null = null;
  for (const position of payload.candidates.keys()) {
    await persistently(() => records.candidate(position, { status: 'running' }));
    const result = await measure(workshop, job, payload, position, {
      ...options,
      onProgress: (fraction) => options.onProgress?.((position + fraction) / steps),
    });
    if ('error' in result) {
      await persistently(() => records.candidate(position, { status: 'failed', error: result.error }));
      continue;
    }
    const { outcome, scores } = result;
    labels = result.labels;
    measured.push({ position, scores, threshold: outcome.threshold });
    await persistently(() => records.candidate(position, { status: 'completed', outcome }));
  }
  if (measured.length === 0) throw new TaskRefused('invalid', 'every candidate failed');
  const comparison = await workshop.pool.run(
    { kind: 'compare', candidates: measured, labels, seed: payload.seed },
    { ...options, onProgress: (fraction) => options.onProgress?.((steps - 1 + fraction) / steps) },
  );
  await persistently(() =>
    workshop.completion.completed(job, { version: null, detectionId: null }, (trx) =>
      records.complete(trx, comparison),
    ),
  );
}

/** Measures one candidate. Rejects where the job is not wanted any more, with JobTaken where it went with its tenant. */
async function measure(
  { pool, dataFolder, database, logger }: Workshop,
  { id, tenantId }: ClaimedJob,
  { candidates, datasetId, columns, labelColumn, holdout, seed }: ExperimentPayload,
  position: number,
  options: TaskOptions,
): Promise<CandidateResult | { error: string }> {
  const candidate = candidates[position];
  if (candidate === undefined) throw new Error(`the experiment has no candidate ${position}`);
  try {
    return await pool.run(
      {
        kind: 'candidate',
        dataFolder,
        tenantId,
        datasetId,
        columns,
        labelColumn,
        holdout,
        splitSeed: seed,
        candidate,
        draft: null,
      },
      options,
    );
  } catch (error) {
    if (error instanceof TaskCancelled) throw error;
    if (error instanceof TaskRefused) return { error: error.message };
    if (await isTenantGone(database, tenantId)) throw new JobTaken();
    logger.error({ err: error, jobId: id, position }, 'a candidate failed for an internal reason');
    return { error: 'the candidate failed for an internal reason' };
  }
}
