import { sql, type Transaction } from 'kysely';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import { raiseDetectionEvent } from '../../events/detection-event.ts';
import type { DetectionPayload, DetectResponse, JobResult, TrainingPayload } from '../protocol.ts';
import type { TrainResult } from '../worker/tasks.ts';
import { holdTenant } from './hold-tenant.ts';
import type { ClaimedJob } from './queue.ts';

/** The job was taken away (cancelled, removed with its tenant) before its end could be written. */
export class JobTaken extends Error {
  override readonly name = 'JobTaken';

  constructor() {
    super('the job is not this process’s any more');
  }
}

type Ending =
  | { readonly status: 'completed'; readonly result: JobResult }
  | { readonly status: 'failed'; readonly error: string }
  | { readonly status: 'cancelled' };

/** Writes the ends of jobs, each with everything that it changes in one transaction. */
export class JobCompletion {
  readonly #database: Database;
  readonly #key: number;

  constructor(database: Database, key: number) {
    this.#database = database;
    this.#key = key;
  }

  /** The version that the next training of a detector makes. */
  async nextVersion(job: ClaimedJob, detectorId: string): Promise<number> {
    const row = await this.#database.direct
      .selectFrom('detector_versions')
      .select((eb) => eb.fn.max('version').as('latest'))
      .where('tenant_id', '=', job.tenantId)
      .where('detector_id', '=', detectorId)
      .executeTakeFirst();
    return (row?.latest ?? 0) + 1;
  }

  /** Inserts the version, makes it the detector's latest and completes the job. Throws JobTaken. */
  async training(
    job: ClaimedJob,
    payload: TrainingPayload,
    version: number,
    result: TrainResult,
  ): Promise<void> {
    await this.#inTenant(job, async (trx) => {
      const detector = await trx
        .updateTable('detectors')
        .set({ status: 'ready', latest_version: version, updated_at: sql`clock_timestamp()` })
        .where('id', '=', payload.detectorId)
        .where('tenant_id', '=', job.tenantId)
        .executeTakeFirst();
      if (detector.numUpdatedRows === 0n) throw new JobTaken();
      await trx
        .insertInto('detector_versions')
        .values({
          tenant_id: job.tenantId,
          detector_id: payload.detectorId,
          version,
          algorithm: payload.algorithm,
          parameters: JSON.stringify(payload.parameters),
          contamination: payload.contamination,
          seed: payload.seed,
          dataset_id: payload.datasetId,
          feature_columns: JSON.stringify(payload.columns),
          trained_rows: result.trainedRows,
          threshold: result.threshold,
          training_ms: result.trainingMs,
          metrics: result.metrics === null ? null : JSON.stringify(result.metrics),
          model_bytes: result.modelBytes,
        })
        .execute();
      await this.#end(trx, job, { status: 'completed', result: { version, detectionId: null } });
    });
  }

  /** Inserts the detection and completes the job. Throws JobTaken. */
  async detection(job: ClaimedJob, payload: DetectionPayload, result: DetectResponse): Promise<void> {
    await this.#inTenant(job, async (trx) => {
      await trx
        .insertInto('detections')
        .values({
          id: payload.detectionId,
          tenant_id: job.tenantId,
          detector_id: payload.detectorId,
          detector_version: payload.version,
          dataset_id: payload.datasetId,
          row_count: result.rowCount,
          anomaly_count: result.anomalyCount,
          threshold: result.threshold,
          scores: JSON.stringify(result.scores),
          histogram: JSON.stringify(result.histogram),
          metrics: result.metrics === null ? null : JSON.stringify(result.metrics),
          duration_ms: result.durationMs,
          created_by: JSON.stringify(job.createdBy),
        })
        .execute();
      await raiseDetectionEvent(trx, job.tenantId, {
        ...payload,
        rowCount: result.rowCount,
        anomalyCount: result.anomalyCount,
        topScore: result.scores.max,
      });
      await this.#end(trx, job, {
        status: 'completed',
        result: { version: null, detectionId: payload.detectionId },
      });
    });
  }

  /** Completes a job together with what `change` writes. Throws JobTaken. */
  async completed(
    job: ClaimedJob,
    result: JobResult,
    change: (trx: Transaction<Schema>) => Promise<void>,
  ): Promise<void> {
    await this.#inTenant(job, async (trx) => {
      await change(trx);
      await this.#end(trx, job, { status: 'completed', result });
    });
  }

  /** Ends a job as failed; its detector, if it was being trained, failed too. */
  async failed(job: ClaimedJob, error: string): Promise<void> {
    await this.#inTenant(job, async (trx) => {
      await this.#resetDetector(trx, job, 'failed');
      await this.#end(trx, job, { status: 'failed', error });
    });
  }

  /** Ends a job as cancelled; its detector is what it was before. */
  async cancelled(job: ClaimedJob): Promise<void> {
    await this.#inTenant(job, async (trx) => {
      await this.#resetDetector(trx, job, 'as before');
      await this.#end(trx, job, { status: 'cancelled' });
    });
  }

  async #inTenant(job: ClaimedJob, work: (trx: Transaction<Schema>) => Promise<void>): Promise<void> {
    await this.#database.system(async (trx) => {
      if (!(await holdTenant(trx, job.tenantId))) throw new JobTaken();
      await work(trx);
    });
  }

  async #resetDetector(trx: Transaction<Schema>, job: ClaimedJob, to: 'failed' | 'as before'): Promise<void> {
    if (job.payload.kind !== 'training') return;
    await trx
      .updateTable('detectors')
      .set({
        status:
          to === 'failed' ? to : sql`case when latest_version is null then 'untrained' else 'ready' end`,
        updated_at: sql`clock_timestamp()`,
      })
      .where('id', '=', job.payload.detectorId)
      .where('tenant_id', '=', job.tenantId)
      .execute();
  }

  async #end(trx: Transaction<Schema>, job: ClaimedJob, ending: Ending): Promise<void> {
    const update = trx
      .updateTable('jobs')
      .set({
        status: ending.status,
        claimed_by: null,
        finished_at: sql`clock_timestamp()`,
        ...(ending.status === 'completed' ? { progress: 1, result: JSON.stringify(ending.result) } : {}),
        ...(ending.status === 'failed' ? { error: ending.error } : {}),
      })
      .where('id', '=', job.id)
      .where('tenant_id', '=', job.tenantId)
      .where('status', '=', 'running')
      .where('claimed_by', '=', this.#key);
    // A cancellation that was accepted before the end is written is honoured: nothing completes after it.
    const { numUpdatedRows } = await (
      ending.status === 'completed' ? update.where('cancel_requested_at', 'is', null) : update
    ).executeTakeFirst();
    if (numUpdatedRows === 0n) throw new JobTaken();
  }
}
