import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { JobTaken } from '../../src/compute/jobs/completion.ts';
import { persistently } from '../../src/compute/jobs/persistently.ts';
import type { ClaimedJob } from '../../src/compute/jobs/queue.ts';
import { doWork } from '../../src/compute/jobs/work.ts';
import type { Workshop } from '../../src/compute/jobs/workshop.ts';
import { draftFolder } from '../../src/compute/files/draft.ts';
import { modelFile } from '../../src/storage/index.ts';

const id = '01934f5e-0000-7000-8000-000000000001';
const job: ClaimedJob = {
  id,
  tenantId: id,
  createdBy: { kind: 'user', id, name: 'Ada' },
  cancelRequested: false,
  payload: {
    kind: 'training',
    detectorId: id,
    datasetId: id,
    columns: ['c0'],
    labelColumn: null,
    algorithm: 'robust_zscore',
    parameters: { aggregation: 'max' },
    contamination: 0.1,
    seed: 1,
  },
};

let dataFolder = '';

beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'work-'));
});

afterEach(async () => {
  await rm(dataFolder, { recursive: true });
});

/** A workshop whose worker writes "model" as the draft, and whose completion does as told. */
function workshop(complete: () => Promise<void>): Workshop {
  const run = async (): Promise<never> => {
    const draft = draftFolder(dataFolder, id, id);
    await mkdir(draft, { recursive: true });
    await writeFile(join(draft, 'model.json'), 'model');
    return {} as never;
  };
  return {
    dataFolder,
    database: {} as never,
    logger: { error: () => undefined },
    pool: { run },
    completion: {
      nextVersion: () => Promise.resolve(3),
      training: complete,
      detection: complete,
      completed: complete,
      failed: () => Promise.resolve(),
      cancelled: () => Promise.resolve(),
    },
  };
}

async function filesLeft(): Promise<string[]> {
  const entries = await readdir(dataFolder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

describe('the work of a job', () => {
  test('puts its file into place before the rows that name it are committed', async () => {
    let atCommit = '';

    await doWork(
      workshop(async () => {
        atCommit = await readFile(modelFile(dataFolder, id, id, 3), 'utf8');
      }),
      job,
      {},
    );

    expect(atCommit).toBe('model');
    expect(await filesLeft()).toEqual(['v3.json']);
  });

  test('takes its file back when the job was taken away before it could be completed', async () => {
    const taken = doWork(
      workshop(() => Promise.reject(new JobTaken())),
      job,
      {},
    );

    await expect(taken).rejects.toBeInstanceOf(JobTaken);
    expect(await filesLeft()).toEqual([]);
  });
});

describe('a transaction done persistently', () => {
  test('is repeated until the database takes it', async () => {
    let tries = 0;

    const result = await persistently(() => {
      tries += 1;
      return tries < 3 ? Promise.reject(new Error('connection lost')) : Promise.resolve('done');
    });

    expect(result).toBe('done');
    expect(tries).toBe(3);
  });

  test('is not repeated for a job that was taken away', async () => {
    let tries = 0;

    const result = persistently(() => {
      tries += 1;
      return Promise.reject(new JobTaken());
    });

    await expect(result).rejects.toBeInstanceOf(JobTaken);
    expect(tries).toBe(1);
  });
});
