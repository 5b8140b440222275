import { createApplication } from '../http/application.ts';
import type { HttpApplication } from '../http/kernel.ts';
import { registerAlgorithms } from './algorithms/register.ts';
import { removeOrphanedFiles } from './datasets/orphaned-files.ts';
import { registerDatasets } from './datasets/register.ts';
import { registerDetections } from './detections/register.ts';
import { registerDetectors } from './detectors/register.ts';
import { registerJobs } from './jobs/register.ts';
import type { ControlServices } from './services.ts';
import { registerSystem } from './system/register.ts';
import { registerWeb } from './web/register.ts';

/** Declares the operations of all domains. */
function registerDomains(app: HttpApplication, services: ControlServices): void {
  registerSystem(app, services);
  registerAlgorithms(app);
  registerDatasets(app, services);
  registerDetectors(app, services);
  registerDetections(app, services);
  registerJobs(app);
}

/** Makes the control plane's application, ready to listen. */
export async function createControlServer(services: ControlServices): Promise<HttpApplication> {
  const app = await createApplication(services, services.version);
  registerDomains(app, services);
  await registerWeb(app, services.configuration.webDirectory);
  await app.fastify.ready();
  // Beside the first requests: it looks only at what is older than this process.
  removeOrphanedFiles(services.database, services.configuration.dataDirectory, services.startedAt).catch(
    (error: unknown) => services.logger.error({ err: error }, 'orphaned files could not be removed'),
  );
  return app;
}
