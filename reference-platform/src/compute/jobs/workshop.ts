import type { Database } from '../../database/database.ts';
import type { Logger } from '../../telemetry/logger.ts';
import type { WorkerPool } from '../worker/pool.ts';
import type { JobCompletion } from './completion.ts';

/** What the work of a job is done with. */
export interface Workshop {
  readonly pool: Pick<WorkerPool, 'run'>;
  readonly completion: Pick<JobCompletion, keyof JobCompletion>;
  readonly dataFolder: string;
  /** Where experiments and AutoML runs write what is finished while the rest goes on. */
  readonly database: Database;
  readonly logger: Pick<Logger, 'error'>;
}
