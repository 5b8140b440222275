import type { AddressInfo } from 'node:net';
import { createBoundaryClient } from '../boundary/client.ts';
import { readControlConfiguration } from '../configuration/control.ts';
import { openDatabase } from '../database/database.ts';
import { createRateLimiter } from '../http/rate-limit.ts';
import { createLogger } from '../telemetry/logger.ts';
import { createMetrics } from '../telemetry/metrics.ts';
import { runPlane } from '../plane/run-plane.ts';
import { createControlServer } from './server.ts';

/** Put in by the bundler, from package.json. */
declare const ASSAY_VERSION: string;

function originOf(host: string, address: AddressInfo | string | null): string {
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
}

await runPlane('control', async (launcher) => {
  const configuration = readControlConfiguration();
  const logger = createLogger('control', configuration.logLevel);
  const metrics = createMetrics('control');
  const database = openDatabase({
    url: configuration.databaseUrl,
    applicationName: 'assay control',
    poolSize: 20,
    logger,
    metrics,
  });
  const boundary = createBoundaryClient(configuration.boundarySecret);
  launcher.onComputeOrigin((origin) => boundary.pointAt(origin));
  const app = await createControlServer({
    configuration,
    logger,
    metrics,
    database,
    boundary,
    limits: { perPlan: configuration.planRates, perAddress: configuration.loginRatePerMinute },
    tenantLimiter: createRateLimiter(60),
    addressLimiter: createRateLimiter(60),
    publicUrl: configuration.publicUrl,
    trustedProxies: configuration.trustedProxies,
    requestGraceMs: configuration.requestGraceMs,
    version: ASSAY_VERSION,
    startedAt: new Date(),
  });
  await app.fastify.listen({ host: configuration.host, port: configuration.port });
  return {
    origin: originOf(configuration.host, app.fastify.server.address()),
    logger,
    async stop() {
      await app.fastify.close();
      await Promise.all([boundary.close(), database.close()]);
    },
  };
});
