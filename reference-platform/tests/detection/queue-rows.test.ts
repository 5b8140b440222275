import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { JOBS_CHANNEL } from '../../src/compute/protocol.ts';
import { cancelJob } from '../../src/control/jobs/cancel.ts';
import { enqueueJob } from '../../src/control/jobs/enqueue.ts';
import { isForeignKeyViolation } from '../../src/database/errors.ts';
import { detectorOf, jobOf, layGround, trainingOf, type Ground } from '../compute/job-fixture.ts';
import { startPlatformDatabase, type PlatformDatabase } from '../compute/platform-database.ts';

const creator = { kind: 'user' as const, id: uuid(), name: 'Ada' };
const tables = ['detectors', 'detector_versions', 'detections', 'jobs'] as const;

let platform: PlatformDatabase;

beforeAll(async () => {
  platform = await startPlatformDatabase();
});

afterAll(() => platform.stop());

function enqueueTraining(ground: Ground) {
  return platform.database.tenant(ground.tenantId, (trx) =>
    enqueueJob(trx, ground.tenantId, trainingOf(ground, 10), creator),
  );
}

async function queuedTraining(ground: Ground): Promise<string> {
  const job = await enqueueTraining(ground);
  if (job === undefined) throw new Error('the training was not queued');
  return job.id;
}

/** One row in each of the four tables. */
async function fillTables(): Promise<Ground & { jobId: string }> {
  const ground = await layGround(platform.database, 10);
  const { tenantId, detectorId, datasetId } = ground;
  const by = JSON.stringify(creator);
  await platform.database.tenant(tenantId, async (trx) => {
    await sql`insert into detector_versions (tenant_id, detector_id, version, algorithm, parameters, contamination,
        seed, dataset_id, feature_columns, trained_rows, threshold, training_ms, model_bytes)
      values (${tenantId}, ${detectorId}, 1, 'isolation_forest', '{}', 0.05, 1, ${datasetId}, '["c0"]', 10, 0.5, 1, 1)`.execute(
      trx,
    );
    await sql`insert into detections (id, tenant_id, detector_id, detector_version, dataset_id, row_count,
        anomaly_count, threshold, scores, histogram, duration_ms, created_by)
      values (${uuid()}, ${tenantId}, ${detectorId}, 1, ${datasetId}, 10, 1, 0.5, '{}', '{}', 1, ${by})`.execute(
      trx,
    );
  });
  return { ...ground, jobId: await queuedTraining(ground) };
}

/** How many rows of each table a tenant's transaction sees when the statement does not filter. */
async function rowsSeenBy(tenantId: string): Promise<number[]> {
  return platform.database.tenant(tenantId, async (trx) => {
    const counts: number[] = [];
    for (const table of tables) {
      const { rows } = await sql<{
        count: number;
      }>`select count(*) as count from ${sql.table(table)}`.execute(trx);
      counts.push(rows[0]?.count ?? -1);
    }
    return counts;
  });
}

describe('rows of detectors, versions, detections and jobs', () => {
  it('are seen by their own tenant alone, even without a filter', async () => {
    const own = await fillTables();
    const other = await layGround(platform.database, 10);

    expect(await rowsSeenBy(own.tenantId)).toEqual([1, 1, 1, 1]);
    expect(await rowsSeenBy(other.tenantId)).toEqual([1, 0, 0, 0]);
  });

  it('cannot be written for another tenant', async () => {
    const own = await layGround(platform.database, 10);
    const other = await layGround(platform.database, 10);

    await expect(
      platform.database.tenant(other.tenantId, (trx) =>
        enqueueJob(trx, own.tenantId, trainingOf(own, 10), creator),
      ),
    ).rejects.toThrow('row-level security');
    await expect(enqueueTraining(own)).resolves.toMatchObject({ status: 'pending' });
  });

  it('cannot refer to another tenant’s dataset, whatever the role', async () => {
    const own = await layGround(platform.database, 10);
    const other = await layGround(platform.database, 10);
    const crossed = trainingOf({ ...own, datasetId: other.datasetId }, 10);

    const refused = await platform.database
      .system((trx) => enqueueJob(trx, own.tenantId, crossed, creator))
      .catch(isForeignKeyViolation);

    expect(refused).toBe(true);
  });

  it('keep going without their dataset when it is removed', async () => {
    const { tenantId, datasetId, detectorId, jobId } = await fillTables();

    await platform.database.tenant(tenantId, (trx) =>
      trx.deleteFrom('datasets').where('id', '=', datasetId).execute(),
    );

    expect(await rowsSeenBy(tenantId)).toEqual([1, 1, 1, 1]);
    expect((await jobOf(platform.database, jobId)).dataset_id).toBeNull();
    expect((await jobOf(platform.database, jobId)).detector_id).toBe(detectorId);
  });

  it('go with their detector', async () => {
    const { tenantId, detectorId } = await fillTables();

    await platform.database.tenant(tenantId, (trx) =>
      trx.deleteFrom('detectors').where('id', '=', detectorId).execute(),
    );

    expect(await rowsSeenBy(tenantId)).toEqual([0, 0, 0, 0]);
  });
});

describe('the queue of jobs', () => {
  it('takes one of several trainings of a detector that are asked for at once', async () => {
    const ground = await layGround(platform.database, 10);

    const jobs = await Promise.all(Array.from({ length: 5 }, () => enqueueTraining(ground)));

    expect(jobs.filter((job) => job !== undefined)).toHaveLength(1);
  });

  it('takes the next training once the first is cancelled', async () => {
    const ground = await layGround(platform.database, 10);
    const first = await queuedTraining(ground);

    await platform.database.tenant(ground.tenantId, (trx) => cancelJob(trx, ground.tenantId, first));

    await expect(enqueueTraining(ground)).resolves.toMatchObject({ status: 'pending' });
  });

  it('is announced when the transaction commits, and not when it is rolled back', async () => {
    const ground = await layGround(platform.database, 10);
    const heard: string[] = [];
    await platform.database.listen(JOBS_CHANNEL, (id) => heard.push(id));

    await platform.database
      .tenant(ground.tenantId, async (trx) => {
        await enqueueJob(trx, ground.tenantId, trainingOf(ground, 10), creator);
        throw new Error('rolled back');
      })
      .catch(() => undefined);
    const queued = await queuedTraining(ground);

    await vi.waitFor(
      () => {
        expect(heard).toEqual([queued]);
      },
      { timeout: 5_000 },
    );
  });

  it('gives a detector its status back when its pending training is cancelled', async () => {
    const { tenantId, detectorId, ...ground } = await layGround(platform.database, 10);
    const job = await queuedTraining({ tenantId, detectorId, ...ground });
    await sql`update detectors set status = 'training' where id = ${detectorId}`.execute(
      platform.database.direct,
    );

    const cancelled = await platform.database.tenant(tenantId, (trx) => cancelJob(trx, tenantId, job));

    expect(cancelled.status).toBe('cancelled');
    expect((await detectorOf(platform.database, detectorId)).status).toBe('untrained');
  });

  it('refuses to cancel a job twice with 409', async () => {
    const ground = await layGround(platform.database, 10);
    const job = await queuedTraining(ground);
    const cancel = () =>
      platform.database.tenant(ground.tenantId, (trx) => cancelJob(trx, ground.tenantId, job));

    await expect(cancel()).resolves.toMatchObject({ status: 'cancelled' });
    await expect(cancel()).rejects.toMatchObject({ status: 409 });
  });

  it('asks for the end of a running job, which stays running until then', async () => {
    const ground = await layGround(platform.database, 10);
    const job = await queuedTraining(ground);
    await sql`update jobs set status = 'running' where id = ${job}`.execute(platform.database.direct);

    const asked = await platform.database.tenant(ground.tenantId, (trx) =>
      cancelJob(trx, ground.tenantId, job),
    );

    expect(asked).toMatchObject({ status: 'running', cancel_requested_at: expect.any(Date) as Date });
  });
});
