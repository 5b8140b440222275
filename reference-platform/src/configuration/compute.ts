import { availableParallelism } from 'node:os';
import { parseEnvironment } from './parse.ts';
import { computeVariables, planeVariables } from './variables.ts';

/** All that the compute plane is told from outside. */
export interface ComputeConfiguration {
  logLevel: string;
  databaseUrl: string;
  dataDirectory: string;
  boundarySecret: string;
  /** How many jobs run at once, each in a worker thread of its own. */
  threads: number;
}

/** Reads the compute plane's environment. Throws a ConfigurationError. */
export function readComputeConfiguration(): ComputeConfiguration {
  const variables = parseEnvironment(computeVariables.extend(planeVariables.shape), process.env);
  return {
    logLevel: variables.LOG_LEVEL,
    databaseUrl: variables.DATABASE_URL,
    dataDirectory: variables.DATA_DIRECTORY,
    boundarySecret: variables.BOUNDARY_SECRET,
    threads: variables.COMPUTE_THREADS ?? Math.max(1, availableParallelism() - 1),
  };
}
