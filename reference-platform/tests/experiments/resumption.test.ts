import { sql } from 'kysely';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JobCompletion } from '../../src/compute/jobs/completion.ts';
import { JobQueue } from '../../src/compute/jobs/queue.ts';
import { doWork } from '../../src/compute/jobs/work.ts';
import type { Workshop } from '../../src/compute/jobs/workshop.ts';
import type { AutomlPayload, CandidateOutcome, JobPayload } from '../../src/compute/protocol.ts';
import { TaskRefused, type CandidateTask } from '../../src/compute/worker/tasks.ts';
import { trialModelFile } from '../../src/storage/index.ts';
import { enqueue, layGround, type Ground } from '../compute/job-fixture.ts';
import { startPlatformDatabase, type PlatformDatabase } from '../compute/platform-database.ts';

const KEY = 4711;
const creator = JSON.stringify({ kind: 'user', id: uuid(), name: 'Ada' });

let platform: PlatformDatabase;
let queue: JobQueue;

beforeAll(async () => {
  platform = await startPlatformDatabase();
  queue = new JobQueue(platform.database, KEY);
});

afterAll(() => platform.stop());

function outcomeOf(rocAuc: number): CandidateOutcome {
  return {
    trainedRows: 70,
    holdoutRows: 30,
    contamination: 0.1,
    threshold: 0.5,
    flaggedShare: 0.1,
    metrics: { rocAuc, averagePrecision: 0.5, precision: 0.5, recall: 0.5, f1: 0.5 },
    trainingMs: 1,
    scoringMs: 1,
    modelBytes: 5,
  };
}

/** Trains nothing: notes what it is asked, writes "model" as the draft, and measures the given figure. */
function workshop(asked: CandidateTask[], figure: (task: CandidateTask) => number): Workshop {
  return {
    dataFolder: platform.dataFolder,
    database: platform.database,
    logger: { error: () => undefined },
    completion: new JobCompletion(platform.database, KEY),
    pool: {
      async run(task): Promise<never> {
        if (task.kind !== 'candidate') throw new Error(`no ${task.kind} was expected`);
        asked.push(task);
        await mkdir(task.draft ?? '', { recursive: true });
        await writeFile(join(task.draft ?? '', 'model.json'), 'model');
        return { outcome: outcomeOf(figure(task)), scores: new Float64Array(), labels: null } as never;
      },
    },
  };
}

/** A run of which an earlier process has made two trials, the second the best, and its job, claimed anew. */
async function halfDoneRun(startedSecondsAgo: number) {
  const ground = await layGround(platform.database, 100);
  const payload: AutomlPayload = {
    kind: 'automl',
    runId: uuid(),
    datasetId: ground.datasetId,
    columns: ['c0'],
    labelColumn: 'label',
    metric: 'rocAuc',
    algorithms: ['isolation_forest', 'robust_zscore'],
    trials: 4,
    seconds: 60,
    seed: 1,
  };
  const jobId = await enqueue(platform.database, ground, payload);
  const started = new Date(Date.now() - startedSecondsAgo * 1000);
  const db = platform.database.direct;
  await sql`insert into automl_runs (id, tenant_id, name, dataset_id, metric, algorithms, feature_columns,
      trial_budget, seconds_budget, seed, job_id, best_position, started_at, created_by)
    values (${payload.runId}, ${ground.tenantId}, 'r', ${ground.datasetId}, 'rocAuc', '[]', '[]', 4, 60, 1, ${jobId}, 2,
      ${started}, ${creator})`.execute(db);
  for (const [position, algorithm, parameters, value] of [
    [1, 'isolation_forest', { trees: 100, sampleSize: 256 }, 0.6],
    [2, 'robust_zscore', { aggregation: 'max' }, 0.7],
  ] as const) {
    await sql`insert into automl_trials (tenant_id, run_id, position, algorithm, parameters, status, value, outcome)
      values (${ground.tenantId}, ${payload.runId}, ${position}, ${algorithm}, ${JSON.stringify(parameters)}, 'completed',
        ${value}, ${JSON.stringify(outcomeOf(value))})`.execute(db);
  }
  const kept = trialModelFile(platform.dataFolder, ground.tenantId, payload.runId, 2);
  await mkdir(dirname(kept), { recursive: true });
  await writeFile(kept, 'the model of trial 2');
  const job = await claimed(jobId);
  return { ground, payload, job, folder: dirname(kept) };
}

async function claimed(jobId: string) {
  const job = await queue.claim();
  if (job?.id !== jobId) throw new Error('another job was claimed');
  return job;
}

const runOf = (id: string) =>
  platform.database.direct
    .selectFrom('automl_runs')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow();

describe('a run that a second process goes on with', () => {
  it('keeps the trials that were made, makes the missing ones and keeps the best model only', async () => {
    const { payload, job, folder } = await halfDoneRun(1);
    const asked: CandidateTask[] = [];

    await doWork(
      workshop(asked, () => (asked.length === 1 ? 0.9 : 0.8)),
      job,
      {},
    );

    expect(asked).toHaveLength(2);
    const trials = await platform.database.direct
      .selectFrom('automl_trials')
      .select(['position', 'value'])
      .where('run_id', '=', payload.runId)
      .orderBy('position')
      .execute();
    expect(trials.map(({ value }) => value)).toEqual([0.6, 0.7, 0.9, 0.8]);
    expect(await runOf(payload.runId)).toMatchObject({
      status: 'completed',
      stopped_by: 'trials',
      best_position: 3,
    });
    expect(await readdir(folder)).toEqual(['trial-3.json']);
  });

  it('has the seconds that are left of the first start, and none when they are over', async () => {
    const { payload, job, folder } = await halfDoneRun(61);
    const asked: CandidateTask[] = [];

    await doWork(
      workshop(asked, () => 1),
      job,
      {},
    );

    expect(asked).toHaveLength(0);
    expect(await runOf(payload.runId)).toMatchObject({
      status: 'completed',
      stopped_by: 'seconds',
      best_position: 2,
    });
    expect(await readdir(folder)).toEqual(['trial-2.json']);
  });
});

/** A running experiment of one candidate, and its job, claimed. */
async function runningExperiment(ground: Ground, attempt: number) {
  const experimentId = uuid();
  const payload: JobPayload = {
    kind: 'experiment',
    experimentId,
    datasetId: ground.datasetId,
    columns: ['c0'],
    labelColumn: null,
    holdout: 0.3,
    seed: 1,
    candidates: [{ algorithm: 'robust_zscore', parameters: {}, contamination: 0.1, seed: 1 }],
  };
  const jobId = await enqueue(platform.database, ground, payload, { attempt });
  const db = platform.database.direct;
  await sql`insert into experiments (id, tenant_id, name, description, dataset_id, holdout, seed, candidates, status,
      job_id, created_by)
    values (${experimentId}, ${ground.tenantId}, 'e', '', ${ground.datasetId}, 0.3, 1, '[]', 'running', ${jobId},
      ${creator})`.execute(db);
  await sql`insert into experiment_results (tenant_id, experiment_id, position, status)
    values (${ground.tenantId}, ${experimentId}, 0, 'running')`.execute(db);
  return { experimentId, job: await claimed(jobId) };
}

async function standing(experimentId: string) {
  const experiment = await platform.database.direct
    .selectFrom('experiments')
    .select(['status', 'error'])
    .where('id', '=', experimentId)
    .executeTakeFirstOrThrow();
  const result = await platform.database.direct
    .selectFrom('experiment_results')
    .select(['status', 'error'])
    .where('experiment_id', '=', experimentId)
    .executeTakeFirstOrThrow();
  return { experiment, result };
}

describe('an experiment', () => {
  it('fails with a reason when its process dies over it a second time', async () => {
    const { experimentId } = await runningExperiment(await layGround(platform.database, 100), 1);

    // Nobody among this process's running jobs: as after a kill.
    await queue.recoverOrphans([]);

    const reason = 'the compute plane stopped while the job ran, twice';
    expect(await standing(experimentId)).toEqual({
      experiment: { status: 'failed', error: reason },
      result: { status: 'cancelled', error: null },
    });
  });

  it('goes on waiting when its process dies over it the first time', async () => {
    const { experimentId, job } = await runningExperiment(await layGround(platform.database, 100), 0);

    await queue.recoverOrphans([]);

    expect((await standing(experimentId)).experiment).toEqual({ status: 'running', error: null });
    await claimed(job.id);
  });

  it('says of a candidate that fails for an internal reason no more than that', async () => {
    const { experimentId, job } = await runningExperiment(await layGround(platform.database, 100), 0);
    const failing: Workshop = {
      ...workshop([], () => 0),
      pool: { run: () => Promise.reject(new Error('a secret of the inside')) },
    };

    await expect(doWork(failing, job, {})).rejects.toThrow(TaskRefused);

    expect((await standing(experimentId)).result).toEqual({
      status: 'failed',
      error: 'the candidate failed for an internal reason',
    });
  });
});
