import type { Logger } from '../../telemetry/logger.ts';
import { removeTenantFiles } from '../../storage/index.ts';
import { discardDraft, draftFolder } from '../files/draft.ts';
import { TaskCancelled } from '../worker/cancellation.ts';
import { TaskRefused } from '../worker/tasks.ts';
import { JobTaken } from './completion.ts';
import { isTenantGone } from './hold-tenant.ts';
import { persistently } from './persistently.ts';
import { progressWriter } from './progress-writer.ts';
import type { ClaimedJob, JobQueue } from './queue.ts';
import { doWork } from './work.ts';
import type { Workshop } from './workshop.ts';

/** What the runner stands on. `concurrency` is the most jobs at once; `onEnd` is told of each end. */
export interface RunnerOptions extends Workshop {
  readonly queue: JobQueue;
  readonly concurrency: number;
  readonly logger: Logger;
  readonly onEnd: (kind: string, status: JobEnd, seconds: number) => void;
}

export type JobEnd = 'completed' | 'failed' | 'cancelled' | 'released' | 'gone';
type AbortReason = 'cancelled' | 'suspended' | 'gone' | 'stopping';

interface Running {
  readonly controller: AbortController;
  readonly done: Promise<void>;
}

/** Notifications can be lost with their connection; the queue is looked at this often anyway. */
const POLL_MS = 2000;

/** Claims jobs and runs them, as many at once as it may, until it is stopped. */
export class JobRunner {
  readonly #options: RunnerOptions;
  readonly #running = new Map<string, Running>();
  #poll: NodeJS.Timeout | undefined;
  #looking: Promise<void> | null = null;
  #lookAgain = false;
  #stopping = false;

  constructor(options: RunnerOptions) {
    this.#options = options;
  }

  start(): void {
    this.#poll = setInterval(() => this.wake(), POLL_MS);
    this.wake();
  }

  /** Something may have changed in the queue: cancellations and suspensions first, then orphans, then new jobs. */
  wake(): void {
    if (this.#stopping) return;
    if (this.#looking !== null) {
      this.#lookAgain = true;
      return;
    }
    this.#looking = this.#look()
      .catch((error: unknown) => this.#options.logger.warn({ err: error }, 'the job queue could not be read'))
      .finally(() => {
        this.#looking = null;
        if (!this.#lookAgain) return;
        this.#lookAgain = false;
        this.wake();
      });
  }

  /** Takes no new job, and gives those under way back to the queue. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearInterval(this.#poll);
    await this.#looking;
    for (const { controller } of this.#running.values()) abort(controller, 'stopping');
    await Promise.all([...this.#running.values()].map(({ done }) => done));
  }

  async #look(): Promise<void> {
    const { queue, concurrency } = this.#options;
    for (const [id, reason] of await queue.unwanted([...this.#running.keys()])) {
      const running = this.#running.get(id);
      if (running !== undefined) abort(running.controller, reason);
    }
    await queue.recoverOrphans([...this.#running.keys()]);
    while (this.#running.size < concurrency && !this.#stopping) {
      const job = await queue.claim();
      if (job === null) return;
      const controller = new AbortController();
      if (job.cancelRequested) abort(controller, 'cancelled');
      const done = this.#run(job, controller).finally(() => {
        this.#running.delete(job.id);
        this.wake();
      });
      this.#running.set(job.id, { controller, done });
    }
  }

  async #run(job: ClaimedJob, controller: AbortController): Promise<void> {
    const { logger, onEnd, queue } = this.#options;
    const log = logger.child({ jobId: job.id, tenantId: job.tenantId, kind: job.payload.kind });
    const started = performance.now();
    const { signal } = controller;
    const onProgress = progressWriter(
      (progress) => queue.report(job, progress),
      (standing) => {
        if (standing !== 'wanted') abort(controller, standing);
      },
    );
    log.info('job started');
    try {
      const end = await doWork(this.#options, job, { signal, onProgress }).then(
        (): JobEnd => 'completed',
        (error: unknown) => this.#endOf(job, error, signal, log),
      );
      await this.#clearAway(job, end);
      const seconds = (performance.now() - started) / 1000;
      log.info({ end, seconds }, 'job ended');
      onEnd(job.payload.kind, end, seconds);
    } catch (error) {
      // The row still says "running"; the next look finds that nobody runs it.
      log.error({ err: error }, 'the end of a job could not be written');
    }
  }

  /** Writes the end of a job whose work did not complete. */
  async #endOf(job: ClaimedJob, error: unknown, signal: AbortSignal, log: Logger): Promise<JobEnd> {
    const { completion, queue } = this.#options;
    try {
      if (error instanceof JobTaken) return await this.#endOfTaken(job);
      if (error instanceof TaskCancelled) {
        const reason = signal.reason as AbortReason;
        if (reason === 'gone') return 'gone';
        if (reason === 'stopping' || reason === 'suspended') {
          await queue.release(job);
          return 'released';
        }
        await persistently(() => completion.cancelled(job));
        return 'cancelled';
      }
      if (await this.#isGone(job)) return 'gone';
      if (!(error instanceof TaskRefused)) log.error({ err: error }, 'a job failed for an internal reason');
      const reason = error instanceof TaskRefused ? error.message : 'the job failed for an internal reason';
      await persistently(() => completion.failed(job, reason));
      return 'failed';
    } catch (taken) {
      if (taken instanceof JobTaken) return 'gone';
      throw taken;
    }
  }

  /** Whether the job was removed with its tenant while it ran; of a database that does not say so, it was not. */
  #isGone({ tenantId }: ClaimedJob): Promise<boolean> {
    return isTenantGone(this.#options.database, tenantId).catch(() => false);
  }

  /** Removes what the work has not put into place; of a removed tenant everything, for it may have written after the removal. */
  async #clearAway(job: ClaimedJob, end: JobEnd): Promise<void> {
    const { dataFolder } = this.#options;
    if (end === 'gone' && (await this.#isGone(job))) await removeTenantFiles(dataFolder, job.tenantId);
    else await discardDraft(draftFolder(dataFolder, job.tenantId, job.id));
  }

  /** A completion was refused: the job was cancelled in its last moment, or is gone. */
  async #endOfTaken(job: ClaimedJob): Promise<JobEnd> {
    await persistently(() => this.#options.completion.cancelled(job));
    return 'cancelled';
  }
}

function abort(controller: AbortController, reason: AbortReason): void {
  if (!controller.signal.aborted) controller.abort(reason);
}
