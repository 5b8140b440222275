import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const PREFIX = 'touchstone-secrets-';
const RUNNER = 'runner.pid';
/** The folder of a run is there before its runner can say that it lives. */
const GRACE_MS = 60 * 60 * 1000;

/** Folder of a run's secrets: outside everything that is kept, and only who knows the run's own secret knows its name. */
export function secretFolder({ id, secret }: { id: string; secret: string }): string {
  const digest = createHash('sha256').update(`${id}/${secret}`).digest('hex').slice(0, 24);
  return path.join(tmpdir(), `${PREFIX}${digest}`);
}

/** Says that the run of a folder goes on as long as this process lives. */
export function claimSecretFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(path.join(folder, RUNNER), String(process.pid), { mode: 0o600 });
}

/** Removes what runs left that were killed before they could do so themselves. */
export function forgetDeadRuns(parent: string = tmpdir()): void {
  for (const name of readdirSync(parent).filter((each) => each.startsWith(PREFIX))) {
    const folder = path.join(parent, name);
    if (isOwn(folder) && !goesOn(folder)) rmSync(folder, { recursive: true, force: true });
  }
}

function isOwn(folder: string): boolean {
  return statSync(folder, { throwIfNoEntry: false })?.uid === (process.getuid?.() ?? 0);
}

function goesOn(folder: string): boolean {
  const file = path.join(folder, RUNNER);
  if (!existsSync(file))
    return Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0) < GRACE_MS;
  try {
    process.kill(Number(readFileSync(file, 'utf8')), 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
