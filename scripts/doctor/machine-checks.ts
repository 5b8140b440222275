import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { NO_BROWSER } from '../../config/browser.ts';
import { ROOT } from '../../config/environment.ts';
import { currentBrowser, describeBrowser } from '../browser.ts';
import { type Check, failed, type Finding } from './check.ts';

/** Room for the embedded database, the reports and the traces of a run in which much fails. */
const NEEDED_BYTES = 1_000_000_000;

/** What a run needs of the machine. The Node version has been checked before this file could run. */
export const machineChecks: readonly Check[] = [
  { name: 'Node', look: () => ({ ok: true, detail: process.versions.node }) },
  { name: 'Dependencies', look: dependencies },
  {
    name: 'Settings',
    // A wrong variable has ended the process with its own line before this one.
    look: () => ({ ok: true, detail: existsSync(path.join(ROOT, '.env')) ? '.env' : 'no .env, defaults' }),
  },
  { name: 'Browser', look: browser },
  { name: 'Port', look: port },
  { name: 'Disk', look: disk },
];

function dependencies(): Finding {
  const listed = spawnSync('npm', ['ls', '--all', '--silent'], { cwd: ROOT, encoding: 'utf8' });
  if (listed.status === 0) return { ok: true, detail: 'as package-lock.json says' };
  return { ok: false, detail: 'not as package-lock.json says', mend: 'Run "npm ci".' };
}

function browser(): Finding {
  const found = currentBrowser();
  if (found) return { ok: true, detail: describeBrowser(found) };
  return { ok: false, detail: 'none found', mend: NO_BROWSER };
}

async function port(): Promise<Finding> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    return { ok: true, detail: 'a free one can be opened on 127.0.0.1' };
  } catch (error) {
    return failed(error, 'Allow this user to listen on 127.0.0.1.');
  } finally {
    server.close();
  }
}

async function disk(): Promise<Finding> {
  const folders = [ROOT, tmpdir()];
  const free = await Promise.all(
    folders.map(async (folder) => {
      const { bavail, bsize } = await statfs(folder);
      return { folder, bytes: bavail * bsize };
    }),
  );
  const tight = free.find(({ bytes }) => bytes < NEEDED_BYTES);
  const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB free`;
  if (!tight) return { ok: true, detail: gigabytes(Math.min(...free.map(({ bytes }) => bytes))) };
  return {
    ok: false,
    detail: `${tight.folder}: ${gigabytes(tight.bytes)}`,
    mend: `Free ${gigabytes(NEEDED_BYTES).replace(' free', '')} there.`,
  };
}
