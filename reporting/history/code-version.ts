import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import path from 'node:path';

/**
 * Names the code in a folder: `1a2b3c4d5e6f`, and `1a2b3c4d5e6f+9f3e21ab` with changes that are not committed, the same for the same
 * changes. `null` where the folder is no repository of git.
 */
export function codeVersion(folder: string): string | null {
  const commit = git(folder, ['rev-parse', '--short=12', 'HEAD'])?.trim();
  if (commit === undefined) return null;
  const changes = git(folder, ['diff', 'HEAD', '--no-ext-diff']) ?? '';
  const strangers = (git(folder, ['ls-files', '-z', '--others', '--exclude-standard']) ?? '')
    .split('\0')
    .filter((name) => name !== '');
  if (changes === '' && strangers.length === 0) return commit;
  const digest = createHash('sha256').update(changes);
  for (const name of strangers) {
    const stats = statSync(path.join(folder, name), { throwIfNoEntry: false });
    digest.update(`\0${name}\0${stats?.size ?? 0}\0${stats?.mtimeMs ?? 0}`);
  }
  return `${commit}+${digest.digest('hex').slice(0, 8)}`;
}

function git(folder: string, args: readonly string[]): string | null {
  const { status, stdout } = spawnSync('git', args, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 26 });
  return status === 0 ? stdout : null;
}
