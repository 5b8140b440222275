import { createApplication } from '../http/application.ts';
import type { HttpApplication } from '../http/kernel.ts';
import { registerApiKeys } from './api-keys/register.ts';
import { registerAudit } from './audit/register.ts';
import { createAuditTrail } from './audit/trail.ts';
import { openAccessTokens } from './identity/access-tokens.ts';
import { createCredentialResolver } from './identity/credentials.ts';
import { ensureOperator } from './identity/operator-account.ts';
import { preparePasswords } from './identity/passwords.ts';
import { registerIdentity } from './identity/register.ts';
import type { IdentityServices } from './identity/services.ts';
import { registerMembers } from './members/register.ts';
import { registerOperator } from './operator/register.ts';
import { createTenantFiles } from './tenants/files.ts';
import { registerTenant } from './tenants/register.ts';
import { registerAlgorithms } from './algorithms/register.ts';
import { removeOrphanedFiles, rowsOf } from './datasets/orphaned-files.ts';
import { registerDatasets } from './datasets/register.ts';
import { registerDetections } from './detections/register.ts';
import { registerDetectors } from './detectors/register.ts';
import { registerEvents } from './events/register.ts';
import { registerAutoml } from './automl/register.ts';
import { registerExperiments } from './experiments/register.ts';
import { registerJobs } from './jobs/register.ts';
import { registerLifecycle } from './lifecycle/register.ts';
import { openLive, type Live } from './live/live.ts';
import { registerTickets } from './live/ticket-operation.ts';
import { registerMonitoring } from './monitoring/register.ts';
import { openMail } from './mail/open.ts';
import { openNotificationChannel } from './notifications/live.ts';
import { registerNotifications } from './notifications/register.ts';
import { registerPrivacy } from './privacy/register.ts';
import { scheduleSweeps } from './privacy/sweep-schedule.ts';
import { registerStreams } from './streams/register.ts';
import type { ControlServices } from './services.ts';
import { registerSystem } from './system/register.ts';
import { registerPatterns } from './patterns/register.ts';
import { registerWebhooks } from './webhooks/register.ts';
import { registerWeb } from './web/register.ts';

/** Declares the operations of all domains. */
function registerDomains(
  app: HttpApplication,
  services: ControlServices,
  identity: IdentityServices,
  live: Live,
): void {
  const files = createTenantFiles(services.configuration.dataDirectory);
  registerIdentity(app, identity);
  registerTickets(app, live, identity);
  registerMembers(app);
  registerApiKeys(app, identity);
  registerTenant(app, { files, planStorage: services.configuration.planStorage });
  registerOperator(app, { files });
  registerAudit(app);
  registerSystem(app, services);
  registerAlgorithms(app);
  registerDatasets(app, services);
  registerDetectors(app, services);
  registerLifecycle(app, services);
  registerDetections(app, services);
  registerExperiments(app);
  registerAutoml(app, services.configuration.dataDirectory);
  registerJobs(app);
  registerStreams(app, services, live);
  registerPrivacy(app, services);
  registerEvents(app);
  registerPatterns(app);
  registerWebhooks(app, services);
  registerNotifications(app);
  registerMonitoring(app, services);
}

/** Makes the control plane's application, ready to listen. */
export async function createControlServer(
  platform: Omit<ControlServices, 'audit' | 'credentials'>,
): Promise<HttpApplication> {
  const { configuration, database } = platform;
  await preparePasswords();
  const mail = await openMail(configuration.mail, platform.logger);
  const identity: IdentityServices = {
    database,
    configuration,
    audit: createAuditTrail(database),
    accessTokens: await openAccessTokens(database),
    mail,
    now: () => new Date(),
  };
  const services = { ...platform, audit: identity.audit, credentials: createCredentialResolver(identity) };
  if (configuration.operator) await ensureOperator(database, configuration.operator);
  const app = await createApplication(services, services.version);
  const live = await openLive(app, identity, { pingEveryMs: configuration.livePingMs });
  registerDomains(app, services, identity, live);
  await openNotificationChannel(app, live);
  await registerWeb(app, services.configuration.webDirectory);
  const sweeps = scheduleSweeps(
    { database, audit: identity.audit, dataFolder: configuration.dataDirectory },
    services.logger,
  );
  app.fastify.addHook('onClose', () => sweeps.stop());
  app.fastify.addHook('onClose', () => mail.stop());
  await app.fastify.ready();
  // Beside the first requests: it looks only at what is older than this process.
  removeOrphanedFiles(
    rowsOf(services.database),
    services.configuration.dataDirectory,
    services.startedAt,
  ).catch((error: unknown) => services.logger.error({ err: error }, 'orphaned files could not be removed'));
  return app;
}
