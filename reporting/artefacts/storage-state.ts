import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** Larger JSON is no session. */
const MOST_BYTES = 1024 * 1024;
const ONLY_OWNER = 0o600;

/** As Playwright writes it: `context.storageState({ path })`. */
const storageStateSchema = z.object({
  cookies: z.array(z.object({ name: z.string(), value: z.string(), domain: z.string() })),
  origins: z.array(z.object({ origin: z.string() })),
});

/**
 * Files with the cookies of a browser's session that are where they must not be: among artefacts, not even without their values; in
 * the repository and not ignored by git; or elsewhere in its folder and readable by others. One line each.
 */
export function strayedSessions(artefacts: readonly string[], root: string): string[] {
  const kept = new Set(artefacts);
  const others = (...how: string[]) =>
    listed(root, how).filter((file) => !kept.has(file) && isStorageState(file));
  const shown = (file: string) => path.relative(root, file);
  return [
    ...artefacts.filter(isStorageState).map((file) => `${shown(file)} is among the artefacts`),
    ...others('--cached', '--others', '--exclude-standard').map(
      (file) => `${shown(file)} is not ignored by git`,
    ),
    ...others('--others', '--ignored', '--exclude-standard', '--directory')
      .filter((file) => (statSync(file).mode & 0o777) !== ONLY_OWNER)
      .map((file) => `${shown(file)} can be read by others`),
  ];
}

/** Whether a file holds cookies and local storage of a browser's session. */
export function isStorageState(file: string): boolean {
  if (!file.endsWith('.json') || statSync(file).size > MOST_BYTES) return false;
  try {
    return storageStateSchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).success;
  } catch {
    return false;
  }
}

/** JSON files that git names; none where the folder is no repository. */
function listed(root: string, how: readonly string[]): string[] {
  const { stdout } = spawnSync('git', ['ls-files', '-z', ...how, '--', '*.json'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  return stdout
    .split('\0')
    .filter((name) => name.endsWith('.json'))
    .map((name) => path.join(root, name))
    .filter((file) => existsSync(file));
}
