import { createBoundaryServer } from '../boundary/server.ts';
import { readComputeConfiguration } from '../configuration/compute.ts';
import { openDatabase } from '../database/database.ts';
import { runPlane } from '../plane/run-plane.ts';
import { createLogger } from '../telemetry/logger.ts';
import { createMetrics } from '../telemetry/metrics.ts';
import { startCompute } from './server.ts';

await runPlane('compute', async () => {
  const configuration = readComputeConfiguration();
  const logger = createLogger('compute', configuration.logLevel);
  const metrics = createMetrics('compute');
  const database = openDatabase({
    url: configuration.databaseUrl,
    applicationName: 'assay compute',
    poolSize: 10,
    logger,
    metrics,
  });
  const boundary = createBoundaryServer({
    secret: configuration.boundarySecret,
    logger,
    metrics,
    health: () => Promise.resolve(),
  });
  const running = await startCompute({ configuration, database, boundary, logger, metrics });
  const origin = await boundary.listen();
  return {
    origin,
    logger,
    async stop() {
      await Promise.all([boundary.close(), running.stop()]);
      await database.close();
    },
  };
});
