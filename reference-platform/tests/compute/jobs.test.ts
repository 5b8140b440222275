import { sql } from 'kysely';
import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { v7 as uuid } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { BoundaryServer } from '../../src/boundary/server.ts';
import type { JobPayload } from '../../src/compute/protocol.ts';
import { JobQueue } from '../../src/compute/jobs/queue.ts';
import { startCompute } from '../../src/compute/server.ts';
import type { RunningCompute } from '../../src/compute/services.ts';
import { detectionFolder, modelFile, tenantFolder } from '../../src/storage/index.ts';
import { trainOn } from '../algorithms/training.ts';
import { labelledTable } from '../algorithms/generated-table.ts';
import {
  detectorOf,
  enqueue,
  jobOf,
  layGround,
  requestCancellation,
  setTenantStatus,
  trainingOf,
  type Ground,
} from './job-fixture.ts';
import { startPlatformDatabase, type PlatformDatabase } from './platform-database.ts';
import { storeTable } from './stored-table.ts';
import { bundleWorker, type WorkerScript } from './worker-script.ts';

const rowCount = 30_000;
const { matrix, labels } = labelledTable(rowCount, 2, 0.05, 5);
/** Trees that keep a worker busy for a second or two. */
const LONG = 500;
/** A lock key that no process holds. */
const DEAD = 7;

/** The runner alone is under test here: the boundary's endpoints are declared to nobody. */
const noBoundary: BoundaryServer = {
  endpoint: () => undefined,
  listen: () => Promise.resolve(''),
  close: () => Promise.resolve(),
};

let platform: PlatformDatabase;
let script: WorkerScript;
const running: RunningCompute[] = [];

beforeAll(async () => {
  platform = await startPlatformDatabase();
  script = await bundleWorker();
});

afterAll(async () => {
  await platform.stop();
  await script.remove();
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((compute) => compute.stop()));
  platform.metrics.registry.removeSingleMetric('assay_job_duration_seconds');
  // A job that was given back would be the first that the next test's process takes.
  await sql`delete from jobs`.execute(platform.database.direct);
});

async function start(): Promise<RunningCompute> {
  const { database, dataFolder, url, logger, metrics } = platform;
  const configuration = {
    logLevel: 'silent',
    databaseUrl: url,
    dataDirectory: dataFolder,
    boundarySecret: 'x'.repeat(32),
    threads: 1,
  };
  const compute = await startCompute(
    { configuration, database, boundary: noBoundary, logger, metrics },
    script.url,
  );
  running.push(compute);
  return compute;
}

async function stop(compute: RunningCompute): Promise<void> {
  running.splice(running.indexOf(compute), 1);
  await compute.stop();
  platform.metrics.registry.removeSingleMetric('assay_job_duration_seconds');
}

async function groundWithData(): Promise<Ground> {
  const ground = await layGround(platform.database, rowCount);
  await storeTable(platform.dataFolder, ground.tenantId, ground.datasetId, matrix, labels);
  return ground;
}

/** Anomalies among the training rows, found without queue, worker or files. */
function expectedAnomalies(trees: number): number {
  const { model, scores } = trainOn('isolation_forest', matrix, {
    parameters: { trees, sampleSize: 256 },
    seed: 1,
  });
  return scores.score.filter((score) => score > model.threshold).length;
}

/** Waits until a job has a status; a poll a few milliseconds apart, for the status is the thing itself. */
async function untilStatus(id: string, status: string): Promise<void> {
  await vi.waitFor(
    async () => {
      expect((await jobOf(platform.database, id)).status).toBe(status);
    },
    { timeout: 10_000, interval: 10 },
  );
}

describe('a training job', () => {
  test('makes the version, its model file and the detector ready', async () => {
    const ground = await groundWithData();
    await start();

    const id = await enqueue(platform.database, ground, trainingOf(ground, 20));

    await untilStatus(id, 'completed');
    const job = await jobOf(platform.database, id);
    expect(job).toMatchObject({
      progress: 1,
      result: { version: 1, detectionId: null },
      error: null,
      attempt: 1,
    });
    expect(await detectorOf(platform.database, ground.detectorId)).toMatchObject({
      status: 'ready',
      latest_version: 1,
    });
    const version = await platform.database.direct
      .selectFrom('detector_versions')
      .selectAll()
      .where('detector_id', '=', ground.detectorId)
      .executeTakeFirstOrThrow();
    expect(version).toMatchObject({
      version: 1,
      trained_rows: rowCount,
      feature_columns: ['c0', 'c1'],
      seed: 1,
    });
    expect(version.metrics?.rocAuc).toBeGreaterThan(0.95);
    await access(modelFile(platform.dataFolder, ground.tenantId, ground.detectorId, 1));
    expect(await readdir(join(tenantFolder(platform.dataFolder, ground.tenantId), '.staging'))).toEqual([]);
  });

  test('is followed by a detection job, whose files are there when it is completed', async () => {
    const ground = await groundWithData();
    await start();
    const training = await enqueue(platform.database, ground, trainingOf(ground, 20));
    await untilStatus(training, 'completed');
    const payload: JobPayload = {
      kind: 'detection',
      detectionId: uuid(),
      detectorId: ground.detectorId,
      version: 1,
      datasetId: ground.datasetId,
      labelColumn: null,
    };

    const id = await enqueue(platform.database, ground, payload);

    await untilStatus(id, 'completed');
    const detection = await platform.database.direct
      .selectFrom('detections')
      .selectAll()
      .where('id', '=', payload.detectionId)
      .executeTakeFirstOrThrow();
    expect(detection).toMatchObject({
      row_count: rowCount,
      anomaly_count: expectedAnomalies(20),
      metrics: null,
    });
    expect(detection.created_by.name).toBe('Ada');
    const files = await readdir(detectionFolder(platform.dataFolder, ground.tenantId, payload.detectionId));
    expect(files.sort()).toEqual([
      'anomalies.f64',
      'anomaly-details.f64',
      'detection.json',
      'raw.f64',
      'scores.f64',
    ]);
  });

  test('that is cancelled while it runs is so at once, and leaves the detector as it was', async () => {
    const ground = await groundWithData();
    await start();
    const id = await enqueue(platform.database, ground, trainingOf(ground, LONG));
    await vi.waitFor(
      async () => {
        expect((await jobOf(platform.database, id)).progress).toBeGreaterThan(0);
      },
      { timeout: 10_000, interval: 10 },
    );

    await requestCancellation(platform.database, id);
    await untilStatus(id, 'cancelled');

    const { finished_at: finished, cancel_requested_at: requested } = await jobOf(platform.database, id);
    // Promised are 200 ms; five times that where other work has the machine.
    expect(Number(finished) - Number(requested)).toBeLessThan(1000);
    expect(await detectorOf(platform.database, ground.detectorId)).toMatchObject({
      status: 'untrained',
      latest_version: null,
    });
  });

  test('rests while its tenant is suspended, and begins again when it is let back in', async () => {
    const ground = await groundWithData();
    await start();
    const { database } = platform;
    const id = await enqueue(database, ground, trainingOf(ground, LONG));
    await untilStatus(id, 'running');

    await setTenantStatus(database, ground.tenantId, 'suspended');
    await untilStatus(id, 'pending');
    const other = await groundWithData();
    await untilStatus(await enqueue(database, other, trainingOf(other, 20)), 'completed');

    expect((await jobOf(database, id)).status).toBe('pending');
    await setTenantStatus(database, ground.tenantId, 'active');
    await untilStatus(id, 'completed');
    expect((await jobOf(database, id)).attempt).toBe(1);
  });

  test('fails with a reason where its dataset is gone', async () => {
    const ground = await layGround(platform.database, rowCount);
    await start();

    const id = await enqueue(platform.database, ground, trainingOf(ground, 20));

    await untilStatus(id, 'failed');
    expect((await jobOf(platform.database, id)).error).toBe('there is no such dataset');
    expect((await detectorOf(platform.database, ground.detectorId)).status).toBe('failed');
  });

  test('that a dead process left running is run again', async () => {
    const ground = await groundWithData();
    const left = { status: 'running', attempt: 1, claimedBy: DEAD } as const;
    const id = await enqueue(platform.database, ground, trainingOf(ground, 20), left);

    await start();

    await untilStatus(id, 'completed');
    expect((await jobOf(platform.database, id)).attempt).toBe(2);
  });

  test('over which two processes died fails with a reason', async () => {
    const ground = await groundWithData();
    const left = { status: 'running', attempt: 2, claimedBy: DEAD } as const;
    const id = await enqueue(platform.database, ground, trainingOf(ground, 20), left);

    await start();

    await untilStatus(id, 'failed');
    expect((await jobOf(platform.database, id)).error).toBe(
      'the compute plane stopped while the job ran, twice',
    );
    expect((await detectorOf(platform.database, ground.detectorId)).status).toBe('failed');
  });

  test('of a living process is not taken from it', async () => {
    const ground = await groundWithData();
    const other = await groundWithData();
    await start();
    const id = await enqueue(platform.database, ground, trainingOf(ground, LONG));
    await untilStatus(id, 'running');
    const { claimed_by: owner } = await jobOf(platform.database, id);

    platform.metrics.registry.removeSingleMetric('assay_job_duration_seconds');
    await start();
    const second = await enqueue(platform.database, other, trainingOf(other, 20));
    await untilStatus(second, 'completed');

    expect(await jobOf(platform.database, id)).toMatchObject({ attempt: 1, claimed_by: owner });
  });

  test('goes back to the queue when its process stops', async () => {
    const ground = await groundWithData();
    const compute = await start();
    const id = await enqueue(platform.database, ground, trainingOf(ground, LONG));
    await untilStatus(id, 'running');

    await stop(compute);

    expect(await jobOf(platform.database, id)).toMatchObject({
      status: 'pending',
      attempt: 0,
      claimed_by: null,
    });
  });

  test('of a removed tenant leaves no file behind', async () => {
    const ground = await groundWithData();
    const compute = await start();
    const id = await enqueue(platform.database, ground, trainingOf(ground, 50));
    await untilStatus(id, 'running');

    await sql`delete from tenants where id = ${ground.tenantId}`.execute(platform.database.direct);
    await stop(compute);

    const left = await readdir(tenantFolder(platform.dataFolder, ground.tenantId)).catch(() => []);
    expect(left.filter((name) => name !== 'datasets')).toEqual([]);
  });
});

describe('the queue', () => {
  const detection = (ground: Ground): JobPayload => ({
    kind: 'detection',
    detectionId: uuid(),
    detectorId: ground.detectorId,
    version: 9,
    datasetId: ground.datasetId,
    labelColumn: null,
  });

  test('lets tenants take turns where one job runs at a time', async () => {
    const many = await groundWithData();
    const one = await groundWithData();
    await enqueue(platform.database, many, detection(many));
    await enqueue(platform.database, many, detection(many));
    const only = await enqueue(platform.database, one, detection(one));
    const queue = new JobQueue(platform.database, DEAD);

    const first = await queue.claim();
    await sql`update jobs set status = 'completed', claimed_by = null, finished_at = now() where id = ${first?.id ?? ''}`.execute(
      platform.database.direct,
    );
    const second = await queue.claim();

    expect(first?.tenantId).toBe(many.tenantId);
    expect(second?.id).toBe(only);
  });

  test('lets a tenant with one job go before the next of a tenant with many', async () => {
    const many = await groundWithData();
    const one = await groundWithData();
    await enqueue(platform.database, many, trainingOf(many, 20));
    await enqueue(platform.database, many, detection(many));
    const only = await enqueue(platform.database, one, detection(one));
    const queue = new JobQueue(platform.database, DEAD);

    await queue.claim();
    const second = await queue.claim();

    expect(second?.id).toBe(only);
  });
});
