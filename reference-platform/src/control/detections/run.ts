import type { BoundaryClient } from '../../boundary/client.ts';
import { detectResponse, type CreatedBy } from '../../compute/protocol.ts';
import { isForeignKeyViolation } from '../../database/errors.ts';
import { raiseDetectionEvent } from '../../events/detection-event.ts';
import type { Context } from '../../http/declaration.ts';
import { problem } from '../../http/problem.ts';
import { detectionFolder, removeFolderAtomically, stagingFolder } from '../../storage/index.ts';
import { computeAnswer } from '../detectors/compute-answer.ts';
import { enqueueJob } from '../jobs/enqueue.ts';
import type { JobRow } from '../jobs/tables.ts';
import type { DetectionPlan } from './plan.ts';
import type { DetectionRow } from './tables.ts';

type ChangeContext = Pick<
  Context<unknown, unknown, unknown, unknown, unknown>,
  'tenantId' | 'change' | 'trace' | 'log'
>;

const gone = () => problem.conflict('The detector or the dataset was removed meanwhile.');

/** Leaves a detection to the queue. */
export async function enqueueDetection(
  ctx: ChangeContext,
  { request }: DetectionPlan,
  createdBy: CreatedBy,
): Promise<JobRow> {
  const job = await ctx
    .change((trx) => enqueueJob(trx, ctx.tenantId, { kind: 'detection', ...request }, createdBy))
    .catch((error: unknown) => {
      throw isForeignKeyViolation(error) ? gone() : error;
    });
  if (job === undefined) throw new Error('a detection job hit a unique index that is for trainings');
  return job;
}

/** Scores a dataset while the caller waits, and keeps the outcome. When that fails, no file is left behind. */
export async function runDetection(
  ctx: ChangeContext,
  services: { boundary: BoundaryClient; dataFolder: string },
  { request }: DetectionPlan,
  createdBy: CreatedBy,
): Promise<DetectionRow> {
  const { tenantId, trace } = ctx;
  const folder = detectionFolder(services.dataFolder, tenantId, request.detectionId);
  try {
    const outcome = await computeAnswer(
      services.boundary,
      { method: 'POST', path: '/detect', tenantId, body: request, timeout: 'scoring', trace },
      detectResponse,
    );
    return await ctx.change(async (trx) => {
      const row = await trx
        .insertInto('detections')
        .values({
          id: request.detectionId,
          tenant_id: tenantId,
          detector_id: request.detectorId,
          detector_version: request.version,
          dataset_id: request.datasetId,
          row_count: outcome.rowCount,
          anomaly_count: outcome.anomalyCount,
          threshold: outcome.threshold,
          scores: JSON.stringify(outcome.scores),
          histogram: JSON.stringify(outcome.histogram),
          metrics: outcome.metrics === null ? null : JSON.stringify(outcome.metrics),
          duration_ms: outcome.durationMs,
          created_by: JSON.stringify(createdBy),
        })
        .returningAll()
        .executeTakeFirstOrThrow();
      await raiseDetectionEvent(trx, tenantId, {
        ...request,
        rowCount: outcome.rowCount,
        anomalyCount: outcome.anomalyCount,
        topScore: outcome.scores.max,
      });
      return row;
    });
  } catch (error) {
    await removeFolderAtomically(stagingFolder(services.dataFolder, tenantId), folder).catch(
      (failure: unknown) => {
        ctx.log.error(
          { err: failure, detectionId: request.detectionId },
          'files of a failed detection are left',
        );
      },
    );
    throw isForeignKeyViolation(error) ? gone() : error;
  }
}
