import { sql } from 'kysely';
import { mkdir, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { v7 as uuid } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { JobCompletion } from '../../src/compute/jobs/completion.ts';
import { JobQueue } from '../../src/compute/jobs/queue.ts';
import { type JobEnd, JobRunner } from '../../src/compute/jobs/runner.ts';
import type { JobPayload } from '../../src/compute/protocol.ts';
import { removeTenantFiles, tenantFolder } from '../../src/storage/index.ts';
import { enqueue, jobOf, layGround, type Ground } from './job-fixture.ts';
import { startPlatformDatabase, type PlatformDatabase } from './platform-database.ts';

const KEY = 4712;
const creator = JSON.stringify({ kind: 'user', id: uuid(), name: 'Ada' });
const outcome = { trainedRows: 70, metrics: { rocAuc: 0.9 } };

const logLine = z.object({ level: z.number(), msg: z.string(), end: z.string().optional() });
const ERROR = 50;

let platform: PlatformDatabase;
let runner: JobRunner | undefined;

beforeAll(async () => {
  platform = await startPlatformDatabase();
});

afterAll(() => platform.stop());

afterEach(async () => {
  await runner?.stop();
  await sql`delete from tenants`.execute(platform.database.direct);
});

/** Runs what is in the queue by a worker that does `work`; gives how the one job ended and what was logged meanwhile. */
async function run(work: (draft: string | null) => Promise<unknown>) {
  const lines: z.infer<typeof logLine>[] = [];
  const ends: JobEnd[] = [];
  const write = (line: string) => void lines.push(logLine.parse(JSON.parse(line)));
  const { database, dataFolder } = platform;
  runner = new JobRunner({
    queue: new JobQueue(database, KEY),
    completion: new JobCompletion(database, KEY),
    pool: { run: async (task) => (await work('draft' in task ? task.draft : null)) as never },
    database,
    dataFolder,
    concurrency: 1,
    logger: pino({ level: 'info' }, { write }),
    onEnd: (_kind, end) => void ends.push(end),
  });
  runner.start();
  await vi.waitFor(() => expect(ends).toHaveLength(1), { timeout: 5_000, interval: 10 });
  return { ends, errors: lines.filter(({ level }) => level >= ERROR), told: lines.filter(({ end }) => end) };
}

/** As the operation that removes a tenant does: its rows, then its files. */
async function removeTenant({ tenantId }: Ground): Promise<void> {
  await sql`delete from tenants where id = ${tenantId}`.execute(platform.database.direct);
  await removeTenantFiles(platform.dataFolder, tenantId);
}

/** Resolves once a statement waits for what another transaction holds. */
async function waitingForALock(): Promise<void> {
  await vi.waitFor(
    async () => {
      const { rows } = await sql`select 1 from pg_locks where not granted`.execute(platform.database.direct);
      expect(rows).not.toEqual([]);
    },
    { timeout: 5_000, interval: 10 },
  );
}

const missing = () =>
  Promise.reject(Object.assign(new Error('ENOENT: no such file or directory'), { code: 'ENOENT' }));

const detectionOf = ({ detectorId, datasetId }: Ground): JobPayload => ({
  kind: 'detection',
  detectionId: uuid(),
  detectorId,
  version: 1,
  datasetId,
  labelColumn: null,
});

async function enqueueAutoml(ground: Ground): Promise<string> {
  const runId = uuid();
  const jobId = await enqueue(platform.database, ground, {
    kind: 'automl',
    runId,
    datasetId: ground.datasetId,
    columns: ['c0'],
    labelColumn: 'label',
    metric: 'rocAuc',
    algorithms: ['robust_zscore'],
    trials: 1,
    seconds: 60,
    seed: 1,
  });
  await sql`insert into automl_runs (id, tenant_id, name, dataset_id, metric, algorithms, feature_columns,
      trial_budget, seconds_budget, seed, job_id, created_by)
    values (${runId}, ${ground.tenantId}, 'r', ${ground.datasetId}, 'rocAuc', '[]', '[]', 1, 60, 1, ${jobId}, ${creator})`.execute(
    platform.database.direct,
  );
  return jobId;
}

async function enqueueExperiment(ground: Ground): Promise<string> {
  const candidate = { algorithm: 'robust_zscore', parameters: {}, contamination: 0.1, seed: 1 } as const;
  return enqueue(platform.database, ground, {
    kind: 'experiment',
    experimentId: uuid(),
    datasetId: ground.datasetId,
    columns: ['c0'],
    labelColumn: null,
    holdout: 0.3,
    seed: 1,
    candidates: [candidate],
  });
}

describe('a job whose tenant is removed while it runs', () => {
  it.each([
    ['a detection', (ground: Ground) => enqueue(platform.database, ground, detectionOf(ground))],
    ['an AutoML run', enqueueAutoml],
    ['an experiment', enqueueExperiment],
  ] as const)('ends without an error: %s that misses its files', async (_kind, put) => {
    const ground = await layGround(platform.database, 100);
    await put(ground);

    const { ends, errors, told } = await run(async () => {
      await removeTenant(ground);
      return missing();
    });

    expect(errors).toEqual([]);
    expect(ends).toEqual(['gone']);
    expect(told).toMatchObject([{ msg: 'job ended', end: 'gone' }]);
  });

  it('ends without an error and leaves no file: a trial that succeeded after the removal', async () => {
    const ground = await layGround(platform.database, 100);
    await enqueueAutoml(ground);

    const { ends, errors } = await run(async (draft) => {
      await removeTenant(ground);
      await mkdir(draft ?? '', { recursive: true });
      await writeFile(join(draft ?? '', 'model.json'), 'model');
      return { outcome, scores: new Float64Array(), labels: null };
    });

    expect(errors).toEqual([]);
    expect(ends).toEqual(['gone']);
    expect(existsSync(tenantFolder(platform.dataFolder, ground.tenantId))).toBe(false);
  });
});

describe('a removal', () => {
  it('waits for a completion that is being written, and none of the two stands in the other’s way', async () => {
    const ground = await layGround(platform.database, 100);
    await enqueueAutoml(ground);
    const claimed = await new JobQueue(platform.database, KEY).claim();
    if (claimed === null) throw new Error('no job waits');
    let removal: Promise<unknown> = Promise.resolve();

    await new JobCompletion(platform.database, KEY).completed(
      claimed,
      { version: null, detectionId: null },
      async (trx) => {
        await sql`update automl_runs set stopped_by = 'trials' where tenant_id = ${ground.tenantId}`.execute(
          trx,
        );
        removal = sql`delete from tenants where id = ${ground.tenantId}`.execute(platform.database.direct);
        removal.catch(() => undefined);
        await waitingForALock();
      },
    );

    await expect(removal).resolves.toMatchObject({ numAffectedRows: 1n });
  });
});

describe('a job of a tenant that is there', () => {
  it('fails with an error in the log when it misses its files', async () => {
    const ground = await layGround(platform.database, 100);
    const id = await enqueue(platform.database, ground, detectionOf(ground));

    const { ends, errors } = await run(missing);

    expect(ends).toEqual(['failed']);
    expect(errors).toMatchObject([{ msg: 'a job failed for an internal reason' }]);
    expect((await jobOf(platform.database, id)).error).toBe('the job failed for an internal reason');
  });

  it('says of each trial that it failed, with an error in the log', async () => {
    const ground = await layGround(platform.database, 100);
    await enqueueAutoml(ground);

    const { ends, errors } = await run(missing);

    expect(ends).toEqual(['failed']);
    expect(errors).toMatchObject([{ msg: 'a trial failed for an internal reason' }]);
  });
});
