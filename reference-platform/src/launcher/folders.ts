import { constants, existsSync } from 'node:fs';
import { access, chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isAlive, stopPostgres } from '../plane/postgres-process.ts';
import { messageOf, StartError } from './start-error.ts';

const prefix = 'reference-platform-';
const ownerFile = 'launcher.pid';

/** Says in a folder that this launcher uses it. */
export async function ownFolder(folder: string): Promise<void> {
  await writeFile(path.join(folder, ownerFile), String(process.pid));
}

/** Whether the launcher that said last that it uses a folder has died; false where none ever said so. */
export async function isAbandoned(folder: string): Promise<boolean> {
  const owner = Number(await readFile(path.join(folder, ownerFile), 'utf8').catch(() => 'unknown'));
  return Number.isSafeInteger(owner) && owner > 0 && !isAlive(owner);
}

/** The folders of one run. */
export interface Folders {
  /** Removed at the end. */
  temporary: string;
  /** Everything that the platform keeps; inside `temporary` unless `--data` was given. */
  data: string;
  /** The embedded server's own folder inside `data`. */
  postgres: string;
  /** Whether `data` outlives the run. */
  keepsData: boolean;
}

/** Whoever was killed so hard that nobody could clean up after them: their server is stopped, their folder removed. */
async function removeAbandonedFolders(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(prefix));
  for (const name of names) {
    const folder = path.join(tmpdir(), name);
    if (!(await isAbandoned(folder))) continue;
    await stopPostgres(path.join(folder, 'data', 'postgres')).catch(() => undefined);
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Like `mkdir -p`; step by step, for Node's own never ends where a parent (/proc) refuses with ENOENT. */
async function makeFolder(folder: string): Promise<void> {
  if (existsSync(folder)) return;
  const parent = path.dirname(folder);
  if (!existsSync(parent)) await makeFolder(parent);
  await mkdir(folder, { mode: 0o711 });
}

async function prepareDataFolder(folder: string): Promise<void> {
  try {
    await makeFolder(folder);
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    await mkdir(path.join(folder, 'tenants'), { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new StartError(`--data ${folder}: cannot be written: ${messageOf(error)}`);
  }
}

/** Makes the folders of a run. Throws a StartError when `--data` cannot be used. */
export async function makeFolders(dataFolder: string | null): Promise<Folders> {
  if (dataFolder !== null) await prepareDataFolder(path.resolve(dataFolder));
  await removeAbandonedFolders();
  const temporary = await mkdtemp(path.join(tmpdir(), prefix));
  // The server runs as another user where the platform runs as root, and must get through to its own folder.
  await chmod(temporary, 0o711);
  await ownFolder(temporary);
  const data = dataFolder === null ? path.join(temporary, 'data') : path.resolve(dataFolder);
  if (dataFolder === null) await prepareDataFolder(data);
  return { temporary, data, postgres: path.join(data, 'postgres'), keepsData: dataFolder !== null };
}
