import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { isAlive, postgresPid, stopPostgres } from '../plane/postgres-process.ts';
import type { Logger } from '../telemetry/logger.ts';
import { isAbandoned, ownFolder, type Folders } from './folders.ts';
import { freePort } from './ports.ts';
import { serverBinaries, type ServerBinaries } from './server-binaries.ts';
import { serverUser, type ServerUser } from './server-user.ts';
import { StartError } from './start-error.ts';

/** The embedded server, running. */
export interface EmbeddedPostgres {
  url: string;
  stop(): Promise<void>;
}

const owner = 'assay';
const startLimitMs = 20_000;
const restartAfterMs = 300;

// The C locale keeps the messages that are waited for in one language and the sort order in one shape.
const environmentOf = (inherited: NodeJS.ProcessEnv) => ({
  ...inherited,
  LC_ALL: 'C',
  TZ: 'UTC',
  PGUSER: undefined,
});

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.trim() ?? '';
}

/** The password of the server's owner, kept beside its folder, for it lives as long as that. */
async function ownerPassword(file: string): Promise<string> {
  if (existsSync(file)) return readFile(file, 'utf8');
  const password = randomBytes(24).toString('base64url');
  await writeFile(file, password, { mode: 0o600 });
  return password;
}

function initialise(
  binaries: ServerBinaries,
  folder: string,
  passwordFile: string,
  user: ServerUser,
  environment: NodeJS.ProcessEnv,
): Promise<void> {
  const flags = [
    `--pgdata=${folder}`,
    `--username=${owner}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
  ];
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const child = spawn(binaries.initdb, [...flags, ...locale, '--no-sync', '--no-instructions'], {
    ...user,
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
    cwd: '/',
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString('utf8')));
  return new Promise((resolve, reject) => {
    child.on('error', (error) => reject(new StartError(`initdb cannot be run: ${error.message}`)));
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new StartError(`the embedded PostgreSQL could not be made: ${lastLine(errors)}`));
    });
  });
}

function serverFlags(folder: string, port: number, durable: boolean): string[] {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=100',
    'jit=off',
    'cluster_name=assay',
    'log_min_messages=warning',
    // Temporary data need not survive the machine; they still survive a killed process.
    ...(durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ];
  return ['-D', folder, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
}

/** Starts the server and waits until it takes connections. In a process group of its own, so that Ctrl-C passes it by. */
function startServer(
  binaries: ServerBinaries,
  flags: string[],
  user: ServerUser,
  environment: NodeJS.ProcessEnv,
  logger: Logger,
): Promise<ChildProcess> {
  const child = spawn(binaries.postgres, flags, {
    ...user,
    env: environment,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    cwd: '/',
  });
  return new Promise((resolve, reject) => {
    let latest = '';
    const timer = setTimeout(() => child.kill('SIGQUIT'), startLimitMs);
    child.stderr.on('data', (chunk: Buffer) => {
      for (const line of chunk.toString('utf8').split('\n').filter(Boolean)) {
        latest = line;
        logger.debug({ component: 'postgres' }, line);
        if (!line.includes('database system is ready to accept connections')) continue;
        clearTimeout(timer);
        resolve(child);
      }
    });
    child.on('error', reject);
    child.on('close', () => {
      clearTimeout(timer);
      reject(new StartError(`the embedded PostgreSQL did not start: ${latest}`));
    });
  });
}

async function createDatabase(url: URL): Promise<void> {
  const client = new pg.Client({
    connectionString: Object.assign(new URL(url), { pathname: '/postgres' }).href,
  });
  await client.connect();
  try {
    const known = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [owner]);
    if (known.rowCount === 0) await client.query(`CREATE DATABASE ${owner}`);
  } finally {
    await client.end();
  }
}

/**
 * Makes (once) and starts the embedded server on a free loopback port. When it ends without having been told
 * to, it is started again on the same port.
 */
export async function startEmbeddedPostgres(
  folders: Folders,
  inherited: NodeJS.ProcessEnv,
  logger: Logger,
): Promise<EmbeddedPostgres> {
  const running = await postgresPid(folders.postgres);
  if (running !== null && isAlive(running)) {
    if (!(await isAbandoned(folders.data)))
      throw new StartError(`--data ${folders.data}: is in use by another server (process ${running})`);
    logger.warn({ pid: running }, 'stopping the server that a killed platform has left');
    await stopPostgres(folders.postgres);
  }
  await ownFolder(folders.data);
  const user = serverUser();
  const environment = environmentOf(inherited);
  const binaries = await serverBinaries(user, folders.temporary);
  const password = await ownerPassword(path.join(folders.data, 'postgres-password'));
  const isNew = !existsSync(path.join(folders.postgres, 'PG_VERSION'));
  if (isNew) {
    const passwordFile = path.join(folders.temporary, 'owner-password');
    await mkdir(folders.postgres, { recursive: true, mode: 0o700 });
    await writeFile(passwordFile, password, { mode: 0o600 });
    for (const owned of [folders.postgres, passwordFile]) {
      if (user.uid !== undefined && user.gid !== undefined) await chown(owned, user.uid, user.gid);
    }
    await initialise(binaries, folders.postgres, passwordFile, user, environment);
    await rm(passwordFile);
  }
  const port = await freePort();
  const flags = serverFlags(folders.postgres, port, folders.keepsData);
  let stopping = false;
  const run = async () => {
    const child = await startServer(binaries, flags, user, environment, logger);
    child.on('exit', (code, signal) => {
      if (stopping) return;
      logger.error({ code, signal }, 'PostgreSQL ended on its own: starting it again');
      restart();
    });
  };
  const restart = () => {
    setTimeout(() => {
      if (!stopping) void run().catch(restart);
    }, restartAfterMs);
  };
  await run();
  const url = new URL(`postgresql://${owner}:${password}@127.0.0.1:${port}/${owner}`);
  await createDatabase(url);
  return {
    url: url.href,
    async stop() {
      stopping = true;
      await stopPostgres(folders.postgres);
    },
  };
}
