import { JobTaken } from '../jobs/completion.ts';
import { persistently } from '../jobs/persistently.ts';
import type { ClaimedJob } from '../jobs/queue.ts';
import type { Workshop } from '../jobs/workshop.ts';
import type { EvaluationPayload } from '../protocol.ts';
import type { TaskOptions } from '../worker/tasks.ts';
import type { StoredEvaluation } from './protocol.ts';

/** The job of an evaluation: its figures become those of the version when the job completes. */
export async function runEvaluation(
  { pool, completion, dataFolder }: Workshop,
  job: ClaimedJob,
  payload: EvaluationPayload,
  options: TaskOptions,
): Promise<void> {
  const { tenantId } = job;
  const { detectorId, version, datasetId, labelColumn } = payload;
  const request = { detectorId, version, datasetId, labelColumn };
  const figures = await pool.run({ kind: 'evaluate', dataFolder, tenantId, request }, options);
  const evaluation: StoredEvaluation = { ...figures, datasetId, evaluatedAt: new Date().toISOString() };
  await persistently(() =>
    completion.completed(job, { version, detectionId: null }, async (trx) => {
      const { numUpdatedRows } = await trx
        .updateTable('detector_versions')
        .set({ evaluation: JSON.stringify(evaluation) })
        .where('tenant_id', '=', tenantId)
        .where('detector_id', '=', detectorId)
        .where('version', '=', version)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) throw new JobTaken();
    }),
  );
}
