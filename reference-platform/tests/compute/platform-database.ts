import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { openDatabase, type Database } from '../../src/database/database.ts';
import { migrate } from '../../src/database/migrations.ts';
import { startEmbeddedPostgres } from '../../src/launcher/embedded-postgres.ts';
import { makeFolders } from '../../src/launcher/folders.ts';
import { createLogger, type Logger } from '../../src/telemetry/logger.ts';
import { createMetrics, type Metrics } from '../../src/telemetry/metrics.ts';

/** A PostgreSQL of its own with the platform's tables, and an empty data folder. */
export interface PlatformDatabase {
  readonly url: string;
  readonly database: Database;
  readonly dataFolder: string;
  readonly logger: Logger;
  readonly metrics: Metrics;
  stop(): Promise<void>;
}

/** Starts the server and runs every migration. */
export async function startPlatformDatabase(): Promise<PlatformDatabase> {
  const logger = createLogger('compute', 'silent');
  const metrics = createMetrics('compute');
  const folders = await makeFolders(null);
  const server = await startEmbeddedPostgres(folders, {}, logger);
  await migrate(server.url, fileURLToPath(new URL('../../migrations', import.meta.url)));
  const database = openDatabase({
    url: server.url,
    applicationName: 'test',
    poolSize: 6,
    logger,
    metrics,
  });
  return {
    url: server.url,
    database,
    dataFolder: folders.data,
    logger,
    metrics,
    async stop() {
      await database.close();
      await server.stop();
      await rm(folders.temporary, { recursive: true, force: true });
    },
  };
}
