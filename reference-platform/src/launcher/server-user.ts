import { execFileSync } from 'node:child_process';
import { userInfo } from 'node:os';
import { messageOf, StartError } from './start-error.ts';

/** The user that PostgreSQL runs as; empty = the platform's own. */
export interface ServerUser {
  uid?: number;
  gid?: number;
}

const name = 'postgres';

function idOf(flag: '-u' | '-g'): number {
  return Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8' }));
}

/** PostgreSQL refuses to run as root: root lends it the user `postgres`, which is made where it is missing. */
export function serverUser(): ServerUser {
  if (userInfo().uid !== 0) return {};
  try {
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch {
    // There is no such user yet.
  }
  try {
    execFileSync('groupadd', ['--force', name], { stdio: 'ignore' });
    execFileSync('useradd', ['-g', name, name], { stdio: 'ignore' });
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch (error) {
    throw new StartError(
      `the embedded PostgreSQL cannot run as root, and no user "${name}" can be made: ${messageOf(error)}`,
    );
  }
}
