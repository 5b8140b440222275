import { Histogram } from 'prom-client';
import { addDatasetEndpoints } from './endpoints/datasets.ts';
import { addDetectionEndpoints } from './endpoints/detections.ts';
import { addExplanationEndpoint } from './endpoints/explanations.ts';
import { addLifecycleEndpoints } from './endpoints/lifecycle.ts';
import { addStreamEndpoint } from './endpoints/streams.ts';
import { addPredictionEndpoint } from './endpoints/predictions.ts';
import { JobCompletion } from './jobs/completion.ts';
import { holdProcessLock } from './jobs/process-lock.ts';
import { JobQueue } from './jobs/queue.ts';
import { JobRunner } from './jobs/runner.ts';
import { JOBS_CHANNEL } from './protocol.ts';
import type { ComputeServices, RunningCompute } from './services.ts';
import { WorkerPool } from './worker/pool.ts';

/** Where the build puts the script of the worker threads: beside the plane's own. */
const BUNDLED_WORKER = new URL('./task.worker.js', import.meta.url);

/** Calls that someone waits for must not queue behind one long call of another tenant. */
const LEAST_CALL_THREADS = 2;

/** Starts the engine: endpoints of the boundary and the job queue. `workerScript` is for tests. */
export async function startCompute(
  services: ComputeServices,
  workerScript: URL = BUNDLED_WORKER,
): Promise<RunningCompute> {
  const { boundary, configuration, database, logger, metrics } = services;
  const { dataDirectory: dataFolder, threads } = configuration;

  const callPool = new WorkerPool(workerScript, Math.max(LEAST_CALL_THREADS, threads));
  addDatasetEndpoints(boundary, callPool, dataFolder);
  addPredictionEndpoint(boundary, callPool, dataFolder);
  addStreamEndpoint(boundary, callPool, dataFolder);
  addExplanationEndpoint(boundary, callPool, dataFolder);
  addDetectionEndpoints(boundary, callPool, dataFolder);
  addLifecycleEndpoints(boundary, callPool, dataFolder);

  const lock = await holdProcessLock(configuration.databaseUrl, logger);
  const queue = new JobQueue(database, lock.key);
  const jobPool = new WorkerPool(workerScript, threads);
  const durations = new Histogram({
    name: 'assay_job_duration_seconds',
    help: 'Time that a job ran, by kind and how it ended.',
    labelNames: ['kind', 'status'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300],
    registers: [metrics.registry],
  });
  const runner = new JobRunner({
    queue,
    pool: jobPool,
    completion: new JobCompletion(database, lock.key),
    dataFolder,
    database,
    concurrency: threads,
    logger,
    onEnd: (kind, status, seconds) => durations.observe({ kind, status }, seconds),
  });
  metrics.beforeScrape(async () => {
    const depth = await queue.depth();
    metrics.queueDepth.set({ status: 'pending' }, depth.pending);
    metrics.queueDepth.set({ status: 'running' }, depth.running);
  });
  const listener = await database.listen(JOBS_CHANNEL, () => runner.wake());
  runner.start();

  return {
    async stop() {
      await listener.stop();
      await runner.stop();
      await Promise.all([jobPool.close(), callPool.close()]);
      await lock.release();
    },
  };
}
