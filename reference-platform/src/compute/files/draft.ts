import { mkdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { stagingFolder } from '../../storage/index.ts';

/**
 * The folder in which a worker thread writes what a job or call makes. Whoever started the work puts the
 * draft into place or discards it, so that an ended thread leaves nothing behind. `id` is the job's or
 * detection's: a second attempt finds the draft of the first and clears it.
 */
export function draftFolder(dataFolder: string, tenantId: string, id: string): string {
  return join(stagingFolder(dataFolder, tenantId), id);
}

/** Makes an empty draft folder. */
export async function openDraft(draft: string): Promise<void> {
  await discardDraft(draft);
  await mkdir(draft, { recursive: true });
}

/** Writes one file of a draft and flushes it to the disk. */
export async function writeDraftFile(
  draft: string,
  name: string,
  content: string | Float64Array,
): Promise<void> {
  const bytes =
    typeof content === 'string'
      ? content
      : new Uint8Array(content.buffer, content.byteOffset, content.byteLength);
  await writeFile(join(draft, name), bytes, { flush: true });
}

/** Removes a draft, whether it is there or not. */
export async function discardDraft(draft: string): Promise<void> {
  await rm(draft, { recursive: true, force: true });
}

/** Moves a file or folder of a draft to its place, which an earlier attempt may have filled. */
export async function moveIntoPlace(from: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  await rm(target, { recursive: true, force: true });
  await rename(from, target);
}

/** Takes back what was moved into place, and the folders (up to two) that this leaves empty. */
export async function takeBack(target: string): Promise<void> {
  await rm(target, { recursive: true, force: true });
  for (const folder of [dirname(target), dirname(dirname(target))]) {
    try {
      await rmdir(folder);
    } catch {
      return;
    }
  }
}
