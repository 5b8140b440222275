import { rm } from 'node:fs/promises';
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import type { LauncherEnvironment } from '../configuration/launcher.ts';
import { migrate } from '../database/migrations.ts';
import type { Logger } from '../telemetry/logger.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { checkExternalDatabase } from './external-database.ts';
import { makeFolders } from './folders.ts';
import type { LauncherOptions } from './options.ts';
import { waitUntilReady } from './readiness.ts';
import { supervise } from './supervisor.ts';

/** Where the program lies: the workspace's folder and the bundles of this build. */
export interface Program {
  root: string;
  build: string;
}

/** The running platform. */
export interface Platform {
  /** `http://HOST:PORT` */
  origin: string;
  /** The folder in which a demo's mails can be read, where nothing else was said. */
  demoMailFolder: string | null;
}

/** Things to undo, the latest first, and whether the start is to be broken off. */
export interface CleanUp {
  push(undo: () => Promise<void>): void;
  signal: AbortSignal;
}

async function databaseUrlFor(
  options: LauncherOptions,
  environment: LauncherEnvironment,
  folders: Awaited<ReturnType<typeof makeFolders>>,
  logger: Logger,
  cleanUp: CleanUp,
): Promise<{ url: string; isEmbedded: boolean }> {
  const external = options.databaseUrl ?? environment.databaseUrl;
  if (external !== null) {
    await checkExternalDatabase(external);
    if (!folders.keepsData) logger.warn('the database outlives this run, but its files do not: give --data');
    return { url: external, isEmbedded: false };
  }
  const postgres = await startEmbeddedPostgres(folders, environment.inherited, logger);
  cleanUp.push(() => postgres.stop());
  return { url: postgres.url, isEmbedded: true };
}

/** Starts everything in order: folders, database, migrations, both planes. What it started it leaves to `cleanUp`. */
export async function startPlatform(
  program: Program,
  options: LauncherOptions,
  environment: LauncherEnvironment,
  log: { logger: Logger; fd: number },
  cleanUp: CleanUp,
): Promise<Platform> {
  const { logger } = log;
  const folders = await makeFolders(options.dataFolder);
  cleanUp.push(() => rm(folders.temporary, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }));
  const database = await databaseUrlFor(options, environment, folders, logger, cleanUp);
  const applied = await migrate(database.url, path.join(program.root, 'migrations'));
  logger.info({ applied }, 'the database is up to date');

  const common = {
    ...environment.inherited,
    DATABASE_URL: database.url,
    DATA_DIRECTORY: folders.data,
    BOUNDARY_SECRET: randomBytes(32).toString('hex'),
    TEMPORARY_DIRECTORY: folders.temporary,
    POSTGRES_DIRECTORY: database.isEmbedded ? folders.postgres : '',
  };
  const command = (name: 'control' | 'compute', own: NodeJS.ProcessEnv) => ({
    name,
    script: path.join(program.build, `${name}.js`),
    environment: { ...common, ...own },
    logFd: log.fd,
  });

  const demoMailFolder = options.demo && !environment.sendsMail ? path.join(folders.data, 'mail') : null;
  const tellControl = () => {
    if (planes.control && planes.compute)
      planes.control.send({ type: 'compute', origin: planes.compute.origin });
  };
  const planes: Partial<Record<'control' | 'compute', Awaited<ReturnType<typeof supervise>>>> = {};
  const [compute, control] = await Promise.allSettled([
    supervise(command('compute', {}), logger, { afterStart: tellControl, restartEnvironment: () => ({}) }),
    supervise(
      command('control', {
        CONTROL_HOST: options.host,
        CONTROL_PORT: String(options.port),
        WEB_DIRECTORY: path.join(program.build, 'web'),
        ...(demoMailFolder === null ? {} : { MAIL_FOLDER: demoMailFolder }),
      }),
      logger,
      { afterStart: tellControl, restartEnvironment: (origin) => ({ CONTROL_PORT: new URL(origin).port }) },
    ),
  ]);
  // Control goes first: requests under way may still need the compute plane.
  if (compute.status === 'fulfilled') cleanUp.push(() => compute.value.stop());
  if (control.status === 'fulfilled') cleanUp.push(() => control.value.stop());
  if (compute.status === 'rejected') throw compute.reason;
  if (control.status === 'rejected') throw control.reason;
  planes.compute = compute.value;
  planes.control = control.value;
  tellControl();
  const { origin } = control.value;
  await waitUntilReady(origin, cleanUp.signal);
  return { origin, demoMailFolder };
}
