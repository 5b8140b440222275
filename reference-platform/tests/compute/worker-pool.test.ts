import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TaskCancelled } from '../../src/compute/worker/cancellation.ts';
import { WorkerPool } from '../../src/compute/worker/pool.ts';
import { TaskRefused, type TrainTask } from '../../src/compute/worker/tasks.ts';
import { labelledTable } from '../algorithms/generated-table.ts';
import { storeTable } from './stored-table.ts';
import { bundleWorker, type WorkerScript } from './worker-script.ts';

const tenantId = '01934f5e-0000-7000-8000-000000000001';
const datasetId = '01934f5e-0000-7000-8000-000000000002';
const detectorId = '01934f5e-0000-7000-8000-000000000003';

let script: WorkerScript;
let dataFolder = '';
let pool: WorkerPool;

beforeAll(async () => {
  script = await bundleWorker();
  dataFolder = await mkdtemp(join(tmpdir(), 'worker-pool-'));
  await storeTable(dataFolder, tenantId, datasetId, labelledTable(50_000, 5, 0.05, 91).matrix);
});

afterAll(async () => {
  await script.remove();
  await rm(dataFolder, { recursive: true });
});

beforeEach(() => {
  pool = new WorkerPool(script.url, 1);
});

afterEach(async () => {
  await pool.close();
});

function training(name: string, trees: number, columns = ['c0', 'c1', 'c2', 'c3', 'c4']): TrainTask {
  return {
    kind: 'train',
    dataFolder,
    tenantId,
    draft: join(dataFolder, name),
    payload: {
      kind: 'training',
      detectorId,
      datasetId,
      columns,
      labelColumn: null,
      algorithm: 'isolation_forest',
      parameters: { trees, sampleSize: 256 },
      contamination: 0.05,
      seed: 1,
    },
  };
}

/** Runs a long training and aborts it at its first sign of progress. */
async function cancelUnderWay(): Promise<{ error: unknown; afterMs: number }> {
  const controller = new AbortController();
  let abortedAt = 0;
  const error: unknown = await pool
    .run(training('cancelled', 500), {
      signal: controller.signal,
      onProgress: () => {
        if (controller.signal.aborted) return;
        abortedAt = performance.now();
        controller.abort();
      },
    })
    .catch((reason: unknown) => reason);
  return { error, afterMs: performance.now() - abortedAt };
}

describe('the pool of worker threads', () => {
  test('trains beside the event loop, which stays free, and tells of progress', async () => {
    const fractions: number[] = [];
    const before = performance.eventLoopUtilization();

    const result = await pool.run(training('free', 100), {
      onProgress: (fraction) => fractions.push(fraction),
    });

    // A training on the event loop would keep it busy all the time, on whatever machine.
    expect(performance.eventLoopUtilization(before).utilization).toBeLessThan(0.2);
    expect(result.trainedRows).toBe(50_000);
    expect(fractions.length).toBeGreaterThan(0);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(fractions.every((fraction) => fraction > 0 && fraction < 1)).toBe(true);
  });

  test('cancels a task under way at once, and leaves no draft', async () => {
    const { error, afterMs } = await cancelUnderWay();

    expect(error).toBeInstanceOf(TaskCancelled);
    // A few ms on an idle machine, and 100 ms more where the thread has to be ended; a busy machine gets more.
    expect(afterMs).toBeLessThan(1000);
    await expect(access(join(dataFolder, 'cancelled'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('works on after a cancelled task', async () => {
    await cancelUnderWay();

    expect(await pool.run(training('after', 10))).toMatchObject({ trainedRows: 50_000 });
  });

  test('lets tasks beyond its size wait, and cancels one that waits without touching the other', async () => {
    const controller = new AbortController();
    const first = pool.run(training('first', 10));
    const waiting = pool.run(training('waiting', 10), { signal: controller.signal });

    controller.abort();

    await expect(waiting).rejects.toBeInstanceOf(TaskCancelled);
    expect(await first).toMatchObject({ trainedRows: 50_000 });
    await expect(access(join(dataFolder, 'waiting'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('passes on why a task cannot be done', async () => {
    const refused: unknown = await pool
      .run(training('refused', 10, ['c0', 'nowhere']))
      .catch((error: unknown) => error);

    expect(refused).toBeInstanceOf(TaskRefused);
    expect(refused).toMatchObject({
      message: 'the dataset has no column "nowhere"',
      refusal: { code: 'invalid' },
    });
  });

  test('takes no task once it is closed', async () => {
    await pool.close();

    await expect(pool.run(training('late', 10))).rejects.toBeInstanceOf(TaskCancelled);
  });
});
