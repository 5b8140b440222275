import type { BoundaryServer } from '../boundary/server.ts';
import type { ComputeConfiguration } from '../configuration/compute.ts';
import type { Database } from '../database/database.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Metrics } from '../telemetry/metrics.ts';

/** What the compute plane stands on. */
export interface ComputeServices {
  configuration: ComputeConfiguration;
  database: Database;
  /** Not listening yet: add endpoints, the main module listens. */
  boundary: BoundaryServer;
  logger: Logger;
  metrics: Metrics;
}

/** The compute plane at work. */
export interface RunningCompute {
  /** Takes no new job, ends or gives back those under way (≤ 5 s), ends the worker threads. */
  stop(): Promise<void>;
}
