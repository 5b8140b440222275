import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Writes a file so that a reader sees either the old or the whole new content: temporary name beside it, flush to
 * the disk, rename. Makes the folder where it is missing. On failure the temporary file is removed.
 */
export async function writeFileAtomically(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await replaceFile(path, content);
}

/** As `writeFileAtomically`, but fails with ENOENT where the folder does not exist (any more). */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(content);
      await file.datasync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/**
 * Runs `write` on a new empty folder below `staging` and renames that folder to `target` when it succeeds. When
 * `write` or the rename fails, the folder is removed and the error is passed on. `target` must not exist.
 */
export async function writeFolderAtomically<T>(
  staging: string,
  target: string,
  write: (folder: string) => Promise<T>,
): Promise<T> {
  const draft = join(staging, randomUUID());
  await mkdir(draft, { recursive: true });
  try {
    const result = await write(draft);
    await flushFiles(draft);
    await mkdir(dirname(target), { recursive: true });
    await rename(draft, target);
    return result;
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

/**
 * Removes a folder in one step for readers: it is renamed into `staging` first, then emptied. A folder that does
 * not exist is no error.
 */
export async function removeFolderAtomically(staging: string, target: string): Promise<void> {
  await mkdir(staging, { recursive: true });
  const grave = join(staging, randomUUID());
  try {
    await rename(target, grave);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    throw error;
  }
  await rm(grave, { recursive: true, force: true, maxRetries: 3 });
}

async function flushFiles(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const file = await open(join(folder, name), 'r');
    try {
      await file.datasync();
    } finally {
      await file.close();
    }
  }
}
